import { defineWords } from '../../words/language.ts';

export const handoverWords = defineWords(
  {
    title: '交接包',
    about:
      '不经网络，把本机还没送达的记录和照片交给街道的另一台设备：那里马上看得到，标为“未入库”，可以接着往下办，同步时一并转交区服务器。本机照常自己同步，不会记两遍。',
    folder: '交接包的文件夹',
    folderHint: '例如 E:\\ 或 /media/usb',
    what: '交接哪些',
    all: '全部未送达',
    today: '今天记的',
    withPhotos: '连同照片',
    write: '写交接包',
    takeIn: '读交接包',
    written: '交接包已写好并读回核对：记录 {{mutations}} 条、照片 {{photos}} 张，共 {{files}} 个文件。在本机仍算未送达。',
    empty: '没有可交接的：选中的范围里没有未送达的记录。',
    unreadable: '{{count}} 张照片的原件在本机读不出来，没有写进去；其余都已写好。',
    taken: '已读入：{{devices}}的记录 {{mutations}} 条、照片 {{photos}} 张。入库之前标为“未入库”。',
    takenPhotos: '已读入照片 {{photos}} 张。',
    takenBefore: '另有 {{count}} 个文件是本机写的或以前读入过的，没有重复记。',
    here: '本机读入的交接包',
    line: '{{device}}，{{mutations}} 条，{{at}} 读入',
    waiting: '下次同步时转交',
    relayed: '已转交区服务器',
    banner: '未入库：有 {{count}} 处改动来自{{devices}}的交接包，区服务器还没有收到。可以接着办，同步后自动确认。',
  },
  {
    title: 'Handover',
    about:
      'Gives unsent records and photos of this device to another device of the subdistrict without a network. They show there at once as “not stored yet”, work can go on, and its next sync relays them to the server. This device still syncs by itself; nothing is recorded twice.',
    folder: 'Folder of the handover',
    folderHint: 'E:\\ or /media/usb, for example',
    what: 'What to hand over',
    all: 'Everything unsent',
    today: 'Saved today',
    withPhotos: 'With photos',
    write: 'Write a handover',
    takeIn: 'Take in handovers',
    written:
      'Written and read back: {{mutations}} {{mutations:record|records}}, {{photos}} {{photos:photo|photos}}, {{files}} {{files:file|files}}. They still count as unsent here.',
    empty: 'Nothing to hand over: nothing unsent is among what you chose.',
    unreadable: 'The originals of {{count}} {{count:photo|photos}} cannot be read here and were not written; all others were.',
    taken:
      'Taken in from {{devices}}: {{mutations}} {{mutations:record|records}} and {{photos}} {{photos:photo|photos}}, marked “not stored yet” until the server has them.',
    takenPhotos: 'Taken in: {{photos}} {{photos:photo|photos}}.',
    takenBefore: '{{count}} more {{count:file|files}} of this device or taken in before: nothing was recorded twice.',
    here: 'Handovers taken in here',
    line: '{{device}}, {{mutations}} {{mutations:record|records}}, taken in at {{at}}',
    waiting: 'relayed at the next sync',
    relayed: 'relayed to the server',
    banner:
      'Not stored yet: {{count}} {{count:change|changes}} came by handover from {{devices}}, and the server does not have {{count:it|them}}. Work can go on; the next sync confirms.',
  },
);
