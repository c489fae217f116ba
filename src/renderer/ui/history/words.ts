import type { Mutation } from '#domain/mutation.ts';
import type { Word } from '#domain/words.ts';
import { defineWords } from '../../words/language.ts';

export const historyWords = defineWords(
  {
    history: '历史',
    here: '本机',
    someone: '其他人',
    change: '{{field}}：{{old}} → {{new}}',
    sameValues: '没有改动内容',
    unsent: '未同步',
    sent: '已送达，等同步取回',
    conflict: '待核对',
    quarantined: '被退回',
    noop: '服务器上已是这样',
    onServer: '服务器上是第 {{rev}} 版。',
    notOnServer: '服务器上还没有这份记录。',
    none: '本机没有改过这份记录。',
    all: '全部 {{count}} 次',
    ask: '查看各台设备的经过（要有网络）',
    everywhere: '各台设备的经过',
    askedAt: '区服务器 {{at}} 的回答，从新到旧。',
    older: '只列出最近 {{count}} 次，更早的在区服务器上。',
    reason: '理由：{{reason}}',
  },
  {
    history: 'History',
    here: 'this device',
    someone: 'somebody else',
    change: '{{field}}: {{old}} → {{new}}',
    sameValues: 'nothing changed',
    unsent: 'not synced',
    sent: 'received, waiting to come back',
    conflict: 'to be checked',
    quarantined: 'sent back',
    noop: 'the server had it so already',
    onServer: 'The server has version {{rev}}.',
    notOnServer: 'The server does not have this record yet.',
    none: 'This device has not changed this record.',
    all: 'All {{count}} changes',
    ask: 'See what happened on every device (needs a network)',
    everywhere: 'What happened on every device',
    askedAt: 'As the district server answered at {{at}}, newest first.',
    older: 'Only the newest {{count}} are listed; older ones are on the server.',
    reason: 'Reason: {{reason}}',
  },
);

export const opWords: Readonly<Record<Mutation['op'], Word>> = {
  create: { zh: '新建', en: 'Created' },
  patch: { zh: '修改', en: 'Changed' },
  delete: { zh: '删除', en: 'Deleted' },
  restore: { zh: '恢复', en: 'Restored' },
  resolve: { zh: '核对', en: 'Resolved' },
  merge: { zh: '并档', en: 'Merged' },
};
