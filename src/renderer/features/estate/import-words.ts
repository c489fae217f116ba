import type { NotPlacedReason, SkippedReason } from '#domain/roster.ts';
import type { Word } from '#domain/words.ts';
import { defineWords } from '../../words/language.ts';
import type { ConflictChoice } from './roster-plan.ts';

export const importWords = defineWords(
  {
    title: '导入住户花名册',
    drop: '把 Excel 文件（xlsx）拖到这里，或者',
    choose: '选择花名册文件',
    help: '表头要有幢号、室号、户主；单元、联系电话、是否出租、备注有就读。标题行、小计行会自动跳过。',
    reading: '正在读 {{name}}…',
    again: '换一个文件',
    placed: '新增住户',
    newBuildings: '新建楼幢',
    existing: '已存在',
    conflicts: '待选择',
    notPlaced: '未能放入',
    skipped: '跳过的行',
    file: '文件：{{name}}',
    skippedWhy: '跳过：{{list}}',
    conflictsTitle: '同一室有不同内容，请选择',
    conflictRow: '第 {{row}} 行：{{text}}',
    againstRow: '与第 {{row}} 行不同',
    againstKnown: '已登记的住户是“{{name}}”',
    nobody: '空',
    listTitle: '未能放入的行',
    row: '行号',
    reason: '原因',
    text: '原文',
    double: '与第 {{row}} 行重复',
    confirm: '确认导入',
    nothing: '全部已存在，没有要导入的。',
    importing: '正在导入，已存 {{done}}/{{total}} 条',
    stop: '停止',
    stopped: '已停止。存下的 {{done}} 条都在；再导入同一个文件会接着补齐。',
    failed: '导入没有完成，已存的 {{done}} 条都在。{{why}} 再导入同一个文件会接着补齐。',
    done: '导入完成：新建 {{buildings}} 幢，新增住户 {{households}} 户，已存在 {{existing}} 户。',
    open: '查看小区',
  },
  {
    title: 'Import a household roster',
    drop: 'Drop an Excel file (xlsx) here, or',
    choose: 'Choose the roster file',
    help: 'The header needs building, room and householder; unit, phone, let and note are read if there. Titles and subtotals are skipped.',
    reading: 'Reading {{name}}…',
    again: 'Another file',
    placed: 'New households',
    newBuildings: 'New buildings',
    existing: 'Already there',
    conflicts: 'To choose',
    notPlaced: 'Not placed',
    skipped: 'Rows skipped',
    file: 'File: {{name}}',
    skippedWhy: 'Skipped: {{list}}',
    conflictsTitle: 'The same room with different contents: please choose',
    conflictRow: 'Row {{row}}: {{text}}',
    againstRow: 'differs from row {{row}}',
    againstKnown: 'the recorded household is “{{name}}”',
    nobody: 'nobody',
    listTitle: 'Rows that could not be placed',
    row: 'Row',
    reason: 'Reason',
    text: 'As written',
    double: 'Repeats row {{row}}',
    confirm: 'Import',
    nothing: 'Everything is there already; nothing to import.',
    importing: 'Importing: {{done}} of {{total}} saved',
    stop: 'Stop',
    stopped: 'Stopped. The {{done}} saved are safe; importing the same file again completes them.',
    failed: 'The import did not finish; the {{done}} saved are safe. {{why}} Importing the same file again completes them.',
    done: 'Done: {{buildings}} new {{buildings:building|buildings}}, {{households}} new {{households:household|households}}, {{existing}} already there.',
    open: 'Open the estate',
  },
);

const w = (zh: string, en: string): Word => ({ zh, en });

export const reasonWords: Record<NotPlacedReason, Word> = {
  'building-missing': w('没写幢号，上一行也接不上', 'No building, and none above to continue'),
  'building-unreadable': w('幢号看不懂', 'The building cannot be read'),
  'unit-unreadable': w('单元看不懂', 'The unit cannot be read'),
  'unit-unclear': w('没写单元，不能确定是哪个单元', 'No unit, and which one is not certain'),
  'room-missing': w('没写室号', 'No room'),
  'room-unreadable': w('室号看不懂', 'The room cannot be read'),
  'room-date': w('室号被表格变成了日期，请改成文本', 'The spreadsheet turned the room into a date; make it text'),
  double: w('重复', 'A double'),
  'room-conflict': w('同一室有不同内容', 'Same room, different contents'),
};

export const skippedWords: Record<SkippedReason, Word> = {
  title: w('标题', 'titles'),
  header: w('表头', 'headers'),
  subtotal: w('小计合计', 'subtotals'),
  blank: w('空行', 'blank rows'),
  'block-name': w('楼幢小标题', 'block headings'),
};

export const choiceWords: Record<ConflictChoice, Word> = {
  keep: w('保留原来的', 'Keep the first'),
  replace: w('改用这一行', 'Use this row'),
  both: w('两户都要', 'Keep both'),
};
