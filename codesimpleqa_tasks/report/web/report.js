"use strict";
// The report page. What models wrote reaches the page as text alone: textContent and attributes, never markup.

const byId = (id) => document.getElementById(id);
const messages = JSON.parse(byId("messages").textContent);
const PAGE_SIZE = 25;
const GRADES = ["correct", "incorrect", "not_attempted", "ungraded"];
const GRADE_SIGNS = { correct: "✓", incorrect: "✗", not_attempted: "–", ungraded: "?" };

// ---- Language

let language = "en";

function say(key, ...args) {
  const text = messages[language][key] ?? key;
  return text.replace(/\{(\d)\}/g, (whole, place) => args[place] ?? whole);
}

function nameOf(kind, value) {
  const key = `${kind}.${value}`;
  return key in messages.en ? say(key) : escaped(value);
}

function translate(root) {
  for (const element of root.querySelectorAll("[data-i18n]")) {
    element.textContent = say(element.dataset.i18n, ...JSON.parse(element.dataset.i18nArgs ?? "[]"));
  }
  for (const element of root.querySelectorAll("[data-i18n-label]")) {
    element.setAttribute("aria-label", say(element.dataset.i18nLabel));
  }
  for (const element of root.querySelectorAll("[data-i18n-placeholder]")) {
    element.placeholder = say(element.dataset.i18nPlaceholder);
  }
}

function preferredLanguage() {
  const asked = new URLSearchParams(location.search).get("lang") ?? remembered();
  if (asked === "en" || asked === "zh") return asked;
  return (navigator.languages ?? [navigator.language]).find((tag) => /^(en|zh)/i.test(tag))?.slice(0, 2) ?? "en";
}

function remembered() {
  try {
    return localStorage.getItem("codesimpleqa-language");
  } catch {
    return null; // storage is closed to pages opened from disk in some browsers
  }
}

function switchLanguage(chosen) {
  language = chosen.toLowerCase();
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  translate(document);
  for (const button of document.querySelectorAll("[data-language]")) {
    if (button.tagName === "BUTTON") button.setAttribute("aria-pressed", String(button.dataset.language === language));
  }
  if (browser) browser.retranslate();
}

// ---- Text that cannot act

// Control, bidirectional, zero-width and private characters, and halves of surrogate pairs.
const HIDDEN =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ue000-\uf8ff\u{e0000}-\u{e007f}\p{Surrogate}]/gu;

const codePoint = (character) => `U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
const escaped = (text) => text.replace(HIDDEN, (character) => `[${codePoint(character)}]`);

function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in element) element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

function appendVisible(element, text) {
  const plain = text.replace(/\r\n/g, "\n");
  let end = 0;
  for (const match of plain.matchAll(HIDDEN)) {
    element.append(plain.slice(end, match.index), make("span", { className: "escape" }, codePoint(match[0])));
    end = match.index + match[0].length;
  }
  element.append(plain.slice(end));
}

// A text is a string, or [beginning, number of characters left out, end].
function textBlock(text, className, lang) {
  const element = make("div", { className: `text ${className}`, dir: "auto", lang });
  const [head, leftOut, tail] = Array.isArray(text) ? text : [text, 0, ""];
  appendVisible(element, head);
  if (leftOut) {
    element.append(make("span", { className: "left-out" }, say("sample.left_out", leftOut.toLocaleString("en"))));
    appendVisible(element, tail);
  }
  return element;
}

const lengthOf = (text) => (Array.isArray(text) ? text[0].length + text[1] + text[2].length : text.length);
const holds = (text, wanted) =>
  text !== null && (Array.isArray(text) ? holds(text[0], wanted) || holds(text[2], wanted) : text.toLowerCase().includes(wanted));

// ---- The answers

async function unpacked(id) {
  const packed = atob(byId(id).textContent.trim());
  const bytes = Uint8Array.from(packed, (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

class Browser {
  constructor(data) {
    this.form = document.querySelector(".filters");
    this.results = data.results;
    this.questions = data.questions.map((values) => named(data.question_fields, values));
    this.answers = data.answers.map((values) => named(data.answer_fields, values));
    this.page = 0;
    this.fillSelects();
    let waiting = 0;
    this.form.addEventListener("input", (event) => {
      clearTimeout(waiting);
      waiting = setTimeout(() => this.filter(), event.target.name === "text" ? 150 : 0);
    });
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("reset", () => setTimeout(() => this.filter()));
    for (const button of document.querySelectorAll(".pager button")) {
      button.addEventListener("click", () => {
        this.page += Number(button.dataset.step);
        this.show();
        byId("samples-state").scrollIntoView();
      });
    }
    this.filter();
  }

  fillSelects() {
    const of = (field) => [...new Set(this.questions.map((question) => question[field]))].sort();
    const choices = {
      result: this.results.map((name, place) => [String(place), escaped(name)]),
      grade: GRADES.map((grade) => [grade, say(`grade.${grade}`)]),
    };
    for (const field of ["language", "domain", "programming_language"]) {
      choices[field] = of(field).map((value) => [value, nameOf(field, value)]);
    }
    for (const [field, options] of Object.entries(choices)) {
      const select = this.form.elements[field];
      const chosen = select.value;
      select.replaceChildren(new Option(say("samples.any"), ""), ...options.map(([value, text]) => new Option(text, value)));
      select.value = chosen;
      select.parentElement.hidden = options.length < 2;
    }
    this.form.elements.truncated.parentElement.hidden = !this.answers.some((answer) => answer.truncated);
  }

  filter() {
    const wanted = Object.fromEntries(new FormData(this.form));
    const text = (wanted.text ?? "").trim().toLowerCase();
    this.found = this.answers.filter((answer) => {
      const question = this.questions[answer.question];
      return (
        (!wanted.result || answer.result === Number(wanted.result)) &&
        (!wanted.grade || GRADES[answer.grade] === wanted.grade) &&
        (!wanted.language || question.language === wanted.language) &&
        (!wanted.domain || question.domain === wanted.domain) &&
        (!wanted.programming_language || question.programming_language === wanted.programming_language) &&
        (!wanted.truncated || answer.truncated) &&
        (!text ||
          [question.id, question.question, question.gold, answer.response, answer.answer, answer.thinking, answer.judge_reply].some(
            (field) => holds(field, text)
          ))
      );
    });
    this.page = 0;
    this.show();
  }

  show() {
    const first = this.page * PAGE_SIZE;
    const shown = this.found.slice(first, first + PAGE_SIZE);
    byId("samples-list").replaceChildren(...shown.map((answer) => this.item(answer)));
    byId("samples-state").textContent = this.found.length
      ? say("samples.count", this.found.length.toLocaleString("en"), this.answers.length.toLocaleString("en"))
      : say("samples.none");
    const pager = document.querySelector(".pager");
    pager.hidden = this.found.length <= PAGE_SIZE;
    const [previous, next] = pager.querySelectorAll("button");
    previous.disabled = first === 0;
    next.disabled = first + PAGE_SIZE >= this.found.length;
    pager.querySelector(":scope > span").textContent = say("samples.range", first + 1, first + shown.length);
  }

  item(answer) {
    const question = this.questions[answer.question];
    const grade = GRADES[answer.grade];
    const lang = question.language === "zh" ? "zh-CN" : "en";
    const facts = [nameOf("domain", question.domain), nameOf("programming_language", question.programming_language)];
    if (this.results.length > 1) facts.unshift(escaped(this.results[answer.result]));
    if (answer.repeat) facts.push(say("sample.repeat", answer.repeat + 1));
    const badge = make("span", { className: `badge ${grade}` }, `${GRADE_SIGNS[grade]} ${say(`grade.${grade}`)}`);
    const facts_ = make("span", { className: "line2" }, facts.join(" · "));
    if (answer.truncated) facts_.append(make("span", { className: "badge cut" }, say("sample.truncated")));
    const line = make("span", { className: "line1", dir: "auto", lang });
    appendVisible(line, Array.isArray(question.question) ? question.question[0] : question.question);
    const details = make("details", { className: "sample" }, make("summary", {}, badge, line, facts_));
    details.dataset.id = question.id;
    details.addEventListener("toggle", () => {
      if (details.open && details.childElementCount === 1) details.append(this.body(answer, question, lang));
    });
    return make("li", {}, details);
  }

  body(answer, question, lang) {
    const list = make("dl", { className: "body" });
    const add = (key, content, ...args) => content === null || list.append(make("dt", {}, say(key, ...args)), make("dd", {}, content));
    const block = (text, name) => (text === "" ? say("sample.empty") : textBlock(text, `block ${name}`, lang));
    if (Array.isArray(question.question)) add("sample.question", block(question.question, "question"));
    add("sample.gold", textBlock(question.gold, "gold", lang));
    if (answer.answer !== null) add("sample.answer", block(answer.answer, "answer"));
    if (answer.thinking !== null) {
      const length = lengthOf(answer.thinking).toLocaleString("en");
      const thinking = make("details", { className: "thinking" }, make("summary", {}, say("sample.thinking", length)));
      thinking.addEventListener("toggle", () => {
        if (thinking.childElementCount === 1) thinking.append(block(answer.thinking, "thinking"));
      });
      add("sample.response", make("div", {}, thinking, block(answer.response ?? "", "response")));
    } else {
      add("sample.response", answer.response === null ? say("sample.no_response") : block(answer.response, "response"));
    }
    if (answer.judge_reply !== null) add("sample.judge_reply", block(answer.judge_reply, "reply"));
    if (answer.reason !== null) add("sample.reason", textBlock(answer.reason, "reason", "en"));
    if (answer.confidence !== null) add("sample.confidence", `${answer.confidence} %`);
    if (answer.certainty !== null) add("sample.certainty", `${Math.round(answer.certainty * 100)} %`);
    const link = make("a", { href: `#samples&text=${encodeURIComponent(question.id)}` });
    appendVisible(link, question.id);
    add("sample.link", link);
    return list;
  }

  retranslate() {
    this.fillSelects();
    this.show();
  }

  // #samples&result=0&grade=incorrect&text=... sets the filters: links of the page, and of those who share it.
  follow(hash) {
    const [place, ...rest] = hash.slice(1).split("&");
    if (place !== "samples" || rest.length === 0) return;
    this.form.reset();
    for (const [name, value] of new URLSearchParams(rest.join("&"))) {
      const control = this.form.elements[name];
      if (!(control instanceof HTMLElement)) continue;
      if (control.type === "checkbox") control.checked = value === "1";
      else control.value = value;
    }
    setTimeout(() => {
      this.filter();
      byId("samples").scrollIntoView();
      if (this.found.length === 1) document.querySelector(".sample").open = true;
    });
  }
}

const named = (fields, values) => Object.fromEntries(fields.map((field, place) => [field, values[place]]));

// ---- Start

let browser = null;

for (const button of document.querySelectorAll("button[data-language]")) {
  button.addEventListener("click", () => {
    try {
      localStorage.setItem("codesimpleqa-language", button.dataset.language);
    } catch {
      // nothing is lost: the page asks the browser's languages again next time
    }
    switchLanguage(button.dataset.language);
  });
}
byId("parts-result")?.addEventListener("change", (event) => {
  for (const block of document.querySelectorAll(".parts")) block.hidden = block.dataset.result !== event.target.value;
});
switchLanguage(preferredLanguage());

async function start() {
  if (!("DecompressionStream" in window)) {
    const state = byId("samples-state");
    state.dataset.i18n = "samples.too_old";
    state.textContent = say("samples.too_old");
    return;
  }
  const data = await unpacked("answers");
  byId("answers").remove();
  browser = new Browser(data);
  browser.follow(location.hash);
  window.addEventListener("hashchange", () => browser.follow(location.hash));
}
// The figures are painted before the answers are unpacked.
requestAnimationFrame(() => setTimeout(start));
