"""Words: which say nothing, which say little, and when two of them are one word in two forms."""

from __future__ import annotations

import re
from functools import lru_cache

STOP_WORDS = frozenset(
    """a an the this that these those it its they them their he she we our you your i my me one
    is are was were be been being am do does did done has have had having can could will would shall should may might must
    of in on at to from for by with within into onto about as than then so if when while where which who whom whose what how why
    and or but yes also only just even still very more most much many some any each every all both either neither such
    there here up out over under again once too via per etc e.g eg i.e ie namely
    use used using uses called named known typically usually commonly generally specifically simply basically makes made
    allow allows allowing enable enables provide provides let lets set give gives given take takes
    way thing things same other another new own well
    的 了 在 是 和 与 或 及 等 为 被 把 将 对 于 从 到 由 向 以 其 该 此 这 那 个 们 有 也 都 就 而 但 并 且 所 之 者 中 里 上 下 内 外 时 后 前 会 可 能 要 应 需 使 用 让 给 做 来 去 进 行 即 如 例 通 过 因 当 则 还 又 很 更 最 一 种 类 些 来说
    进行 可以 能够 用于 使用 通过 以及 或者 并且 因此 因为 所以 由于 如果 那么 这样 那样 这个 那个 这些 那些 其中 一个 一种 一些 就是 也就是 即可 方式 情况 时候
    通常 一般 常用 常见 叫做 称为 名为 称作 属于 作为 成为 而是 即使 虽然 但是 然而 不过 对于 关于 至于 来自 从而 以便 为了 只要 只有 只能 应该 应当 必须 需要 可能 将会 会被 已经 正在 之一 有关 来说 而言 例如 比如 等等 之类 如下 以下 上述 该类 此时 当时 这里 那里 哪个 什么 如何 怎样 它们 我们 你们 他们 自己 某个 某些 各种 任何 任意 也会 也是 都是 还有 还要 并将 并在 使得 用来 来把 让 令""".split()
)
"""Words (and Han characters) that carry no content of their own."""

GENERIC_WORDS = frozenset(
    """function method class property attribute library package module command algorithm language protocol framework
    pattern tool file format component object operator keyword parameter argument option setting type value name term
    system application program software project plugin extension platform feature technique technology technologies approach mechanism
    process model structure database interface api service server code script approach number field variable constant
    error exception event handler callback statement clause expression directive tag element node table column
    editor engine environment version release port mode state status default standard user data information
    functionality handling solution step item vulnerability attack channel request issue problem shortcut distribution
    design architecture concept principle theorem pattern procedure routine utility program programming macro annotation decorator
    device controller switch flag string character symbol sign key word
    函数 方法 类 属性 库 包 模块 命令 算法 语言 协议 框架 模式 工具 文件 格式 组件 对象 运算符 操作符 关键字 参数 选项 设置 类型 值 名称 术语
    系统 应用 应用程序 程序 软件 项目 插件 扩展 平台 功能 技术 机制 过程 模型 结构 接口 服务 服务器 代码 脚本 字段 变量 常量 错误 异常 事件
    语句 表达式 标签 元素 节点 表 列 编辑器 引擎 环境 版本 端口 状态 默认 标准 用户 数据 信息 设计 架构 概念 宏 注解 通道 漏洞 攻击 问题 按键 快捷键 符号 字符 键 词 编程语言 定律 定理 法 法则 原则""".split()
)
"""Words that only say what kind of thing an answer is: with or without them it is the same answer."""

VENDORS = frozenset(
    "apache microsoft google amazon aws gnu oracle adobe ibm apple autodesk meta facebook jetbrains hashicorp mozilla intel nvidia cisco vmware redhat azure sun 微软 谷歌 苹果 阿里 腾讯 华为 百度".split()
)
"""Names of makers, which may stand before the name of a product or not."""

_BRITISH = re.compile(r"(?<=[a-z]{3})is(?=(?:e|ed|es|er|ers|ing|able|ation|ations)$)")
_COLOUR = re.compile(r"^(behavi|col|fav|hon|lab|neighb|vect|flav|hum|rum|arm|endeav)our")
_VOWEL = re.compile(r"[aeiouy]")
HAN = re.compile(r"[\u3400-\u9fff]")
"""A Chinese character."""


@lru_cache(maxsize=65536)
def folded(word: str) -> str:
    """A word without the marks of plural and British spelling: "Libraries" and "library" are one, so are "colour"
    and "color". What has digits, underscores or only
    capitals is put in lower case, without its underscores."""
    lower = word.lower()
    if not word.isalpha() or not word.isascii() or word.isupper():
        return lower.replace("_", "")
    if len(lower) > 5:
        if "is" in lower:
            lower = _BRITISH.sub("iz", lower)
        if "our" in lower:
            lower = _COLOUR.sub(r"\1or", lower)
        if lower.endswith("lling") or lower.endswith("lled"):
            lower = lower.replace("lling", "ling").replace("lled", "led")
        if lower.endswith(("metre", "centre", "metres", "centres")):
            lower = lower.replace("tre", "ter")
    if len(lower) > 3 and word.endswith("s"):
        if lower.endswith("ies") and len(lower) > 4:
            return lower[:-3] + "y"
        if lower.endswith(("sses", "shes", "ches", "xes", "zes")):
            return lower[:-2]
        if not lower.endswith(("ss", "us", "is", "as", "os")):
            return lower[:-1]
    return lower


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A folded word without its endings, so that "partitioned", "partitioning" and "partitions" are one."""
    if len(word) < 5 or not word.isalpha() or not word.isascii():
        return word
    for ending in ("ingly", "edly", "ing", "ed", "ly"):
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= (5 if ending == "ly" else 3) and _VOWEL.search(rest):
            word = rest[:-1] if len(rest) > 3 and rest[-1] == rest[-2] and rest[-1] not in "lsz" else rest
            break
    for ending in (
        "ational",
        "ation",
        "ator",
        "ition",
        "ion",
        "ment",
        "ate",
        "al",
        "ive",
        "able",
        "ence",
        "ance",
        "ent",
        "ant",
        "ity",
        "or",
        "er",
        "e",
    ):
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= 4 and _VOWEL.search(rest):
            return rest
    return word


def has_han(text: str) -> bool:
    """True if a text holds Chinese characters."""
    return not text.isascii() and HAN.search(text) is not None
