import { defineWords } from '../../words/language.ts';

export const stickWords = defineWords(
  {
    title: 'U 盘',
    about: '没有网络时，把未送达的记录和照片存到 U 盘，交给办公室读入；再从 U 盘读回执。读到回执之前，本机什么都不会删。',
    folder: 'U 盘的文件夹',
    folderHint: '例如 E:\\ 或 /media/usb',
    plugged: '插着的 U 盘',
    save: '存到 U 盘',
    readAnswer: '从 U 盘读回执',
    stop: '停下',
    saved: '已存到 U 盘并读回核对：记录 {{mutations}} 条、照片 {{photos}} 张，共 {{files}} 个文件。办公室读入之前，这些仍算未送达。',
    unreadable: '{{count}} 张照片的原件在本机读不出来，没有存上；其余都已存好。',
    read: '已读回执：办公室收到 {{received}} 条，其中待核对 {{held}} 条；照片校验一致 {{photos}} 张；收到别的设备更新 {{pulled}} 条。',
    readReceipts: '回执在“以往回执”里。',
    missing: '办公室还缺 {{count}} 张照片：请把存着它们的文件也交去，或再存一次。原片都在本机。',
    parked: '有一部分比前面的先到办公室，已放在那里等着。请把前面那个 U 盘也交去。',
  },
  {
    title: 'USB stick',
    about:
      'Without a network, save what is unsent to a stick, have the office take it in, and read the receipt from the stick. Nothing is deleted here before that.',
    folder: 'Folder of the stick',
    folderHint: 'E:\\ or /media/usb, for example',
    plugged: 'Sticks that are plugged in',
    save: 'Save to the stick',
    readAnswer: 'Read the receipt from the stick',
    stop: 'Stop',
    saved:
      'Saved and read back: {{mutations}} {{mutations:record|records}}, {{photos}} {{photos:photo|photos}}, {{files}} {{files:file|files}}. They count as unsent until the office has taken them in.',
    unreadable: 'The originals of {{count}} {{count:photo|photos}} cannot be read here and were not saved; all others were.',
    read: 'Receipt read: the office has {{received}} {{received:record|records}}, {{held}} of them to check, and {{photos}} {{photos:photo|photos}} with equal checksums; {{pulled}} {{pulled:update|updates}} received.',
    readReceipts: ' It stands under “Earlier receipts”.',
    missing:
      'The office still lacks {{count}} {{count:photo|photos}}: hand in the files that carry them, or save once more. Every original is here.',
    parked: 'A part reached the office before an earlier one and waits there. Hand in the earlier stick too.',
  },
);
