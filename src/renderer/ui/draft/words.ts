import type { Word } from '#domain/words.ts';
import type { DraftKind } from '../../store/draft-kinds.ts';
import { defineWords } from '../../words/language.ts';

export const draftWords = defineWords(
  {
    title: '上次有一份没填完',
    when: '{{when}} 停下，填过的都在。',
    resume: '继续上次填写',
    discard: '重新填写',
    unfinished: '没填完的表',
    left: '{{when}} 停下',
    drop: '丢弃',
    dropOne: '丢弃 {{name}}',
    dropAsk: '丢弃后，填过的内容找不回来。',
    keep: '先留着',
  },
  {
    title: 'One was left unfinished here',
    when: 'Left at {{when}}; everything typed is still there.',
    resume: 'Go on with it',
    discard: 'Start anew',
    unfinished: 'Unfinished forms',
    left: 'left at {{when}}',
    drop: 'Discard',
    dropOne: 'Discard {{name}}',
    dropAsk: 'What was typed cannot be brought back.',
    keep: 'Keep it',
  },
);

/** What each form is called in a list of unfinished ones. */
export const draftKindWords: Readonly<Record<DraftKind, Word>> = {
  structure: { zh: '摸排违建', en: 'Survey of a structure' },
  fixture: { zh: '摸排设施', en: 'Survey of a fixture' },
  completion: { zh: '补齐摸排', en: 'Completing a survey' },
  sweep: { zh: '记录排查', en: 'Sweep' },
  determine: { zh: '审核认定', en: 'Determination' },
  notify: { zh: '告知送达', en: 'Notice' },
  agree: { zh: '签约', en: 'Agreement' },
  refuse: { zh: '拒签', en: 'Refusal' },
  selfRemoval: { zh: '登记自拆', en: 'Self-removal' },
  haulage: { zh: '登记清运', en: 'Haulage' },
  restoration: { zh: '登记恢复', en: 'Making good' },
  acceptance: { zh: '验收销号', en: 'Acceptance' },
  operation: { zh: '新建行动', en: 'New operation' },
  team: { zh: '新建工作组', en: 'New team' },
  briefing: { zh: '安全交底', en: 'Briefing' },
  cutShort: { zh: '中止行动', en: 'Cutting short' },
  outcome: { zh: '登记结果', en: 'Outcome' },
  confirm: { zh: '还装确认', en: 'Confirmation' },
  install: { zh: '登记安装', en: 'Installation' },
  accept: { zh: '还装验收', en: 'Acceptance of a return' },
  waive: { zh: '放弃还装', en: 'Waiver' },
  estate: { zh: '新建小区', en: 'New estate' },
  rework: { zh: '返工', en: 'Rework' },
};
