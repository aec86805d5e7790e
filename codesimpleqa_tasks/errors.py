"""The one error that users are meant to read."""


class InputError(Exception):
    """Something the user gave cannot be used: a file, a setting, a name.

    The message says which file (and line), what was found and what to do. The command line
    prints it and exits with code 2; no traceback is shown.
    """

    exit_code = 2
