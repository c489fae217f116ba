import { createHash } from 'node:crypto';

/** The page a phone gets: the same for everybody, and nothing of this device in it. It is one file, so that the door carries one route. */
const style = `
body { margin: 0; padding: 24px; font: 18px/1.6 system-ui, sans-serif; color: #1b2430; background: #f4f6f9; }
h1 { font-size: 24px; }
label { display: block; padding: 20px; border-radius: 12px; background: #0b5cad; color: #fff; font-size: 22px; text-align: center; }
label:focus-within { outline: 4px solid #f0c27a; }
input { position: absolute; opacity: 0; width: 1px; height: 1px; }
ul { padding: 0; list-style: none; }
main { max-width: 560px; margin: 0 auto; }
li { padding: 8px 0; border-bottom: 1px solid #c9d1db; overflow-wrap: anywhere; }
.hint { color: #4a5462; font-size: 16px; }
`;

const script = `
'use strict';
var zh = {
  title: '把照片送到电脑', pick: '拍照或选照片', hint: '照片经本地无线网送到那台电脑，不经过互联网。电脑上有人接收之后才归档。',
  sending: '正在送…', sent: '已送到', used: '这个二维码已经被另一部手机用过。请在电脑上重新打开。', expired: '二维码已过期。请在电脑上重新打开。',
  wrong: '二维码不对。请在电脑上重新打开。', busy: '上一张还没送完，请再试。', 'too-many': '这一次的张数满了。请在电脑上重新打开。', 'too-big': '太大，没有送到。',
  'photo-not-image': '不是照片，没有收下。', 'photo-damaged': '照片已损坏，没有收下。', 'photo-too-big': '超过 50 MB，没有收下。',
  'photo-too-many-pixels': '像素过大，没有收下。', full: '电脑的磁盘满了，没有收下。', lost: '连不上电脑。请看是不是同一个无线网，或二维码已过期。'
};
var en = {
  title: 'Send photos to the desk', pick: 'Take or choose photos', hint: 'They go over the local Wi-Fi to that computer, not over the internet. They are filed once somebody there accepts them.',
  sending: 'Sending…', sent: 'Arrived', used: 'Another phone has used this code. Open a new one on the computer.', expired: 'This code has expired. Open a new one on the computer.',
  wrong: 'This code is not right. Open a new one on the computer.', busy: 'The last one is still on its way; try again.', 'too-many': 'No more this time. Open a new code on the computer.', 'too-big': 'Too large; not sent.',
  'photo-not-image': 'Not a picture; left out.', 'photo-damaged': 'Damaged; left out.', 'photo-too-big': 'Over 50 MB; left out.',
  'photo-too-many-pixels': 'Too many pixels; left out.', full: 'The computer has no room; left out.', lost: 'The computer does not answer. Is it the same Wi-Fi, or has the code expired?'
};
var words = /^zh/i.test(navigator.language) ? zh : en;
var base = location.pathname;
var list = document.getElementById('list');
document.documentElement.lang = words === zh ? 'zh-CN' : 'en';
document.title = words.title;
document.getElementById('title').textContent = words.title;
document.getElementById('pick').textContent = words.pick;
document.getElementById('hint').textContent = words.hint;

async function ask(path, body, headers) {
  try {
    var reply = await fetch(base + path, { method: 'POST', body: body, headers: headers || {} });
    return await reply.json();
  } catch (error) {
    return { code: 'lost' };
  }
}

/** This page's key: it survives a reload of this tab, and no other has it. */
async function findKey() {
  var kept = sessionStorage.getItem(base);
  if (kept) return { key: kept };
  var reply = await ask('/start', null);
  if (reply.key) sessionStorage.setItem(base, reply.key);
  return reply;
}

function line(text) {
  var item = document.createElement('li');
  item.textContent = text;
  list.prepend(item);
  return item;
}

async function send(files) {
  var start = await findKey();
  if (!start.key) return line(words[start.code] || words.lost);
  for (var file of files) {
    var item = line(file.name + ' ' + words.sending);
    var reply = await ask('/photo', file, { 'content-type': 'application/octet-stream', 'x-chaihuan-key': start.key, 'x-chaihuan-name': encodeURIComponent(file.name) });
    item.textContent = file.name + ' ' + (reply.ok ? '✓ ' + words.sent : words[reply.code] || words.lost);
  }
}

var input = document.getElementById('files');
input.addEventListener('change', function () {
  var files = Array.from(input.files);
  input.disabled = true;
  send(files).then(function () { input.value = ''; input.disabled = false; });
});
`;

export const phonePage = `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>拆还通</title><style>${style}</style></head>
<body><main><h1 id="title"></h1><label><span id="pick"></span><input id="files" type="file" accept="image/*,.heic,.heif" multiple></label>
<p class="hint" id="hint"></p><ul id="list" aria-live="polite"></ul></main><script>${script}</script></body></html>`;

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Its own script and style and nothing else; it asks nobody but the door. */
export const phonePolicy = [
  "default-src 'none'",
  `script-src ${hashOf(script)}`,
  `style-src ${hashOf(style)}`,
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
