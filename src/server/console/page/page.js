import { localTime, say, sayAll, sayFailure, switchLanguage } from './language.js';
import { figuresOf } from './overview.js';
import { failures, minPassword } from './words.js';

/** @typedef {import('#contract/console-api.ts').Account} Account */
/** @typedef {import('#contract/console-api.ts').Overview} Overview */
/** @typedef {import('./language.js').FailureKey} FailureKey */
/** @typedef {import('./language.js').Values} Values */
/** @typedef {'loading' | 'away' | 'login' | 'password' | 'overview'} Stage */

/** What the server or this page refuses, by its code. */
class Refused extends Error {
  /** @param {FailureKey} code @param {Values} [values] */
  constructor(code, values = {}) {
    super(code);
    this.code = code;
    this.values = values;
  }
}

/** A busy server checks one password after the other. */
const patienceMs = 60_000;

/** @type {{ stage: Stage, account: Account | null, overview: Overview | null, problem: Refused | null, busy: boolean }} */
const page = { stage: 'loading', account: null, overview: null, problem: null, busy: false };

/** The elements that the page is made of, by their ids. */
const at = {
  main: find('main', HTMLElement),
  who: find('who', HTMLElement),
  account: find('account', HTMLInputElement),
  problem: find('problem', HTMLElement),
  asOf: find('as-of', HTMLElement),
  figures: find('figures', HTMLElement),
  passwordTitle: find('password-title', HTMLElement),
  passwordHint: find('password-hint', HTMLElement),
  change: find('change', HTMLButtonElement),
  logout: find('logout', HTMLButtonElement),
  cancel: find('cancel', HTMLButtonElement),
  refresh: find('refresh', HTMLButtonElement),
};

/** @type {Record<Stage, HTMLElement>} */
const stages = {
  loading: find('loading', HTMLElement),
  away: find('away', HTMLElement),
  login: find('login', HTMLFormElement),
  password: find('password', HTMLFormElement),
  overview: find('overview', HTMLElement),
};

find('language', HTMLButtonElement).addEventListener('click', () => {
  switchLanguage();
  show();
});
find('retry', HTMLButtonElement).addEventListener('click', () => attempt(begin));
at.refresh.addEventListener('click', () => attempt(readOverview));
at.change.addEventListener('click', () => enter('password'));
at.cancel.addEventListener('click', () => enter('overview'));
at.logout.addEventListener('click', () =>
  attempt(async () => {
    await call('logout', {});
    leave();
  }),
);
onSubmit(stages.login, async (read) => {
  page.account = await call('login', { name: read('name').trim(), password: read('password') });
  await open();
});
onSubmit(stages.password, async (read) => {
  const change = { old: read('old'), new: read('new') };
  if (change.new.length < minPassword) throw new Refused('password-short', { min: minPassword });
  if (change.new !== read('again')) throw new Refused('password-differs');
  if (change.new === change.old) throw new Refused('password-same');
  page.account = await call('password', change).catch((refused) => {
    throw refused.code === 'login-wrong' ? new Refused('old-wrong') : refused;
  });
  await open();
});

show();
attempt(begin);

/** Who came is still signed in, or has to. */
async function begin() {
  try {
    page.account = await call('me');
  } catch (refused) {
    if (!(refused instanceof Refused) || refused.code !== 'AUTH') throw refused;
    enter('login');
    return;
  }
  await open();
}

/** What an account that was let in sees first. */
async function open() {
  if (page.account?.mustChange) return enter('password');
  await readOverview();
  enter('overview');
}

async function readOverview() {
  page.overview = await call('overview');
}

/** Nothing of the account stays on the page. */
function leave() {
  page.account = null;
  page.overview = null;
  enter('login');
}

/**
 * Shows a stage with its fields empty and its first one, or its heading, in focus.
 * @param {Stage} stage
 */
function enter(stage) {
  page.stage = stage;
  page.problem = null;
  for (const form of document.forms) form.reset();
  show();
  /** @type {HTMLElement | null} */
  const first = stages[stage].querySelector('input:not([hidden])') ?? stages[stage].querySelector('h1');
  if (first instanceof HTMLHeadingElement) first.tabIndex = -1;
  first?.focus();
}

/**
 * Does one thing at a time, and says what went wrong with it.
 * @param {() => Promise<void>} work
 */
async function attempt(work) {
  if (page.busy) return;
  page.busy = true;
  page.problem = null;
  show();
  try {
    await work();
  } catch (error) {
    meet(error instanceof Refused ? error : new Refused('internal'));
  } finally {
    page.busy = false;
    show();
  }
}

/** @param {Refused} refused */
function meet(refused) {
  if (refused.code === 'AUTH') leave();
  else if (refused.code === 'password-must-change') enter('password');
  else if (page.stage === 'loading') enter('away');
  page.problem = refused;
}

/** Writes the page from what is known. */
function show() {
  const { stage, account, overview, problem, busy } = page;
  sayAll({ min: minPassword });
  for (const [name, element] of Object.entries(stages)) element.hidden = name !== stage;
  at.main.setAttribute('aria-busy', String(busy));
  at.problem.textContent = problem === null ? '' : sayFailure(problem.code, problem.values);
  at.who.textContent = account?.name ?? '';
  at.account.value = account?.name ?? '';
  at.logout.hidden = account === null;
  at.change.hidden = stage !== 'overview';
  at.cancel.hidden = account?.mustChange !== false;
  at.passwordTitle.textContent = say(account?.mustChange ? 'ownPassword' : 'changePassword');
  at.passwordHint.textContent = say(account?.mustChange ? 'ownPasswordHint' : 'changeHint');
  at.asOf.textContent = overview === null ? '' : say('asOf', { at: localTime(overview.at) });
  at.figures.replaceChildren(...(overview === null ? [] : figuresOf(overview)));
}

/**
 * Asks the server; with a body it is a POST. @throws {Refused}
 * @param {string} path
 * @param {object} [body]
 */
async function call(path, body) {
  const signal = AbortSignal.timeout(patienceMs);
  const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const unreachable = () => {
    throw new Refused('server-unreachable');
  };
  const reply = await fetch(`/console/v1/${path}`, { signal, ...(body === undefined ? {} : post) }).catch(unreachable);
  // What stands in front of a server that is away answers in words of its own.
  const answer = await reply.json().catch(unreachable);
  if (reply.ok) return answer;
  throw refusalOf(answer?.error);
}

/** @param {{ code?: string, facts?: Values } | undefined} error */
function refusalOf({ code = 'internal', facts = {} } = {}) {
  if (code === 'BUSY' && facts.perMinute !== undefined) return new Refused('too-many', facts);
  return new Refused(code in failures ? /** @type {FailureKey} */ (code) : 'internal', facts);
}

/**
 * @param {HTMLElement} form
 * @param {(read: (field: string) => string) => Promise<void>} send
 */
function onSubmit(form, send) {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const fields = new FormData(/** @type {HTMLFormElement} */ (form));
    attempt(() => send((field) => String(fields.get(field) ?? '')));
  });
}

/**
 * @template {HTMLElement} T
 * @param {string} id
 * @param {new () => T} kind
 * @returns {T}
 */
function find(id, kind) {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`the page has no ${id}`);
  return found;
}
