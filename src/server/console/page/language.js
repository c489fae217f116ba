import { failures, words } from './words.js';

/** @typedef {'zh' | 'en'} Language */
/** @typedef {Record<string, string | number | boolean>} Values */
/** @typedef {keyof typeof words} WordKey */
/** @typedef {keyof typeof failures} FailureKey */

const stored = 'chaihuan.language';

/** @type {Language} */
let language = localStorage.getItem(stored) === 'en' ? 'en' : 'zh';

export function switchLanguage() {
  language = language === 'zh' ? 'en' : 'zh';
  localStorage.setItem(stored, language);
}

/**
 * @param {WordKey} key
 * @param {Values} [values]
 */
export function say(key, values) {
  return fillIn(words[key][language], values);
}

/**
 * @param {FailureKey} key
 * @param {Values} [values]
 */
export function sayFailure(key, values) {
  return fillIn(failures[key][language], values);
}

/**
 * Writes the words into everything of the page that names one in `data-word`.
 * @param {Values} values
 */
export function sayAll(values) {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  document.title = say('title');
  for (const element of document.querySelectorAll('[data-word]')) {
    const key = /** @type {WordKey} */ (element.getAttribute('data-word'));
    element.textContent = say(key, values);
  }
}

/**
 * `2026-03-02 08:15` in this machine's own zone.
 * @param {string} instant
 */
export function localTime(instant) {
  const at = new Date(instant);
  const two = (/** @type {number} */ n) => String(n).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** @param {number} n */
export function count(n) {
  return n.toLocaleString('en');
}

/**
 * @param {string} text
 * @param {Values} [values]
 */
function fillIn(text, values = {}) {
  return text.replace(/\{\{(\w+)\}\}/g, (_, name) => String(values[name] ?? ''));
}
