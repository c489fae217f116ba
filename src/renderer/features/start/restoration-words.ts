import { defineWords } from '../../words/language.ts';

/** What happened, what is safe, and what to do, of each thing that starting finds. */
export const restorationWords = defineWords(
  {
    title: '打开前，请看一眼',
    restoring: '正在打开',
    restoringLead: '正在把磁盘日志里的记录与画面数据对一遍。记录都在磁盘上，不会丢。',
    progress: '磁盘日志里有 {{total}} 条，已恢复 {{done}} 条',
    upgrading: '正在整理本机数据',
    upgradingLead: '程序更新后第一次打开，要把本机数据重新存放一遍，只做这一次。记录都在；中途关掉也不要紧，下次打开再做。',
    upgradingProgress: '{{total}} 条中已整理 {{done}} 条',
    failedTitle: '没能打开',
    damagedTitle: '这一页没能显示',
    rebuild: '从日志重建',
    rebuildTitle: '从日志重建这个窗口的数据？',
    rebuildText:
      '坏了的数据会删掉，再从本机日志和区里以前的回答重建：本机保存过的、没填完的表和回执都会回来，保存的查找要重新建。可能要几分钟，中途关掉也不要紧。',
    rebuildOk: '重建',
    rebuildNo: '先不',
    rebuilding: '正在重建…',
    retry: '再试一次',
    go: '知道了，打开',
    wiped: '本机画面数据被清空过，磁盘日志里的 {{count}} 条记录已全部恢复',
    wipedMore: '本机保存过的一条也没少，不用重填。别的设备的记录在下次同步时取回。',
    older: '本机画面数据比磁盘日志旧，日志里多出的 {{count}} 条记录已补回',
    olderMore: '可能是换回了旧的备份。本机保存过的一条也没少；请同步一次，取回别处后来的改动。',
    interrupted: '上次没来得及存进数据库的 {{count}} 条记录，已从日志文件找回',
    interruptedMore: '多半是断电或程序被关掉了。一条也没少，请不要再填一遍。',
    drafts: '没填完的 {{count}} 份也从磁盘找回了',
    draftsMore: '在“今日”的“没填完的表”里，可以接着填。',
    refilled: '日志文件少了最后 {{count}} 条，已用本机数据库补回',
    refilledMore: '记录没有丢，编号也没变。请不要改动数据文件夹里的文件；若再出现，请告诉管理员。',
    torn: '上次保存到一半被打断，日志末尾没写完的 {{bytes}} 字节已切下，单独放好',
    tornMore: '那一次没有显示“已保存”。之前保存的都在；请看看最后填的那一条，没有就再填一次。',
    damaged: '日志第 {{from}}–{{to}} 条读不出来，已单独放好，原文件没有动',
    damagedOne: '日志第 {{from}} 条读不出来，已单独放好，原文件没有动',
    damagedHeld: '这几条在本机数据库里都有，没有丢。请尽快同步，并告诉管理员检查磁盘。',
    damagedLost: '其中 {{lost}} 条本机数据库里也没有：同步过的话服务器上有，先不要重填，同步后再看，并告诉管理员。其余记录完好。',
  },
  {
    title: 'Before the desk opens',
    restoring: 'Opening',
    restoringLead: 'Comparing the journal on disk with what the screens show. Every record is on disk and safe.',
    progress: 'The journal on disk has {{total}} {{total:change|changes}}; {{done}} restored',
    upgrading: 'Putting this device’s data in order',
    upgradingLead:
      'The first opening after an update stores this device’s data anew, this once. Every record is kept; if it is interrupted, the next opening does it.',
    upgradingProgress: '{{done}} of {{total}} {{total:record|records}} done',
    failedTitle: 'It did not open',
    damagedTitle: 'This page could not be shown',
    rebuild: 'Rebuild from the journal',
    rebuildTitle: 'Rebuild this window’s data from the journal?',
    rebuildText:
      'The damaged data is deleted and built anew from this device’s journal and what the district answered before: everything saved here, unfinished forms and receipts come back; saved searches have to be made again. It may take some minutes, and may be interrupted.',
    rebuildOk: 'Rebuild',
    rebuildNo: 'Not now',
    rebuilding: 'Rebuilding…',
    retry: 'Try again',
    go: 'Understood, open',
    wiped:
      'This device’s screen data had been emptied; all {{count}} {{count:change|changes}} of the journal on disk {{count:is|are}} restored',
    wipedMore: 'Nothing that was saved here is missing; enter nothing again. What other devices recorded comes with the next sync.',
    older:
      'This device’s screen data was older than the journal on disk; the {{count}} {{count:change|changes}} it lacked {{count:is|are}} back',
    olderMore:
      'An old backup may have been put back. Nothing that was saved here is missing; sync once to fetch later changes from elsewhere.',
    interrupted: '{{count}} {{count:change|changes}} that had not reached the database {{count:was|were}} brought back from the journal',
    interruptedMore: 'Most likely a power cut, or the program was closed. Nothing is missing; do not enter anything again.',
    drafts: '{{count}} unfinished {{count:form was|forms were}} found again on disk as well',
    draftsMore: 'They are under “Unfinished forms” on Today; go on with them there.',
    refilled:
      'The journal file lacked its last {{count}} {{count:change|changes}}; {{count:it was|they were}} put back from this device’s database',
    refilledMore:
      'No record is lost and no number changed. Leave the files of the data folder alone; tell an administrator if this comes again.',
    torn: 'The last save was cut short: {{bytes}} unfinished {{bytes:byte|bytes}} at the journal’s end {{bytes:was|were}} cut off and set aside',
    tornMore:
      'That save never said “Saved”. Everything saved before is there; look at the last thing you entered, and enter it again if it is missing.',
    damaged: 'Changes {{from}}–{{to}} of the journal cannot be read; they were set aside and the file was left as it is',
    damagedOne: 'Change {{from}} of the journal cannot be read; it was set aside and the file was left as it is',
    damagedHeld: 'This device’s database has all of them: nothing is lost. Sync soon, and tell an administrator to check the disk.',
    damagedLost:
      '{{lost}} of them {{lost:is|are}} not in this device’s database either: the server has what was synced. Enter nothing again yet; sync, look, and tell an administrator. Everything else is whole.',
  },
);
