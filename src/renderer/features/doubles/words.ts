import type { DoubleReason } from '#domain/doubles.ts';
import type { Word } from '#domain/words.ts';
import { defineWords } from '../../words/language.ts';

export const doubleReasonWords: Readonly<Record<DoubleReason, Word>> = {
  SAME_ZONE_AND_KIND: { zh: '同一幢、同部位、同类别', en: 'same building, zone and kind' },
  SAME_POSITION: { zh: '同一室、同类型、同位置', en: 'same room, type and position' },
  NEAR_PIN: { zh: '定位在几米之内', en: 'pins within a few metres' },
};

export const doublesWords = defineWords(
  {
    title: '疑似重复',
    some: '有 {{count}} 对记录可能是同一处，请核对。',
    look: '去核对',
    none: '看过最近有登记的 {{buildings}} 幢楼，没有疑似重复的。',
    nothing: '还没有违建或设施的记录。',
    teach: '两队各记了一遍的，会成对列在这里；系统从不自动合并，由资料员或审核人看过再定。',
    found: '看过最近有登记的 {{buildings}} 幢楼：{{count}} 对。',
    foundMost: '看过最近有登记的 {{buildings}} 幢楼：{{count}} 对，先列最近的 {{shown}} 对。',
    further: '再往前看',
    compare: '并排看',
    recorded: '{{who}} · {{at}}',
    pair: '两条记录，是不是同一处？',
    gone: '这两条里有一条已经不在了：可能已经合并。',
    field: '项目',
    differs: '不同',
    place: '地点',
    photos: '照片',
    noPhotos: '没有照片',
    open: '打开档案',
    same: '是同一处：合并',
    apart: '不是同一处',
    apartWhy: '两条都留着，记下是谁几时看过的，以后不再问。万一看错了，仍可在档案的“更正”里合并。',
    saveApart: '记为两处',
    toldApart: '已记为两处，不再问。',
    onlyDeciders: '决定的是资料员或审核人。您可以看；要处理，请换人。',
  },
  {
    title: 'Suspected doubles',
    some: '{{count}} {{count:pair|pairs}} of records may be doubles: please look.',
    look: 'Look',
    none: 'The {{buildings}} {{buildings:building|buildings}} last recorded in have no suspected doubles.',
    nothing: 'No structure or fixture has been recorded yet.',
    teach: 'What two teams both recorded stands here in pairs. Nothing is ever merged by itself: a clerk or a reviewer looks and decides.',
    found: 'Of the {{buildings}} {{buildings:building|buildings}} last recorded in: {{count}} {{count:pair|pairs}}.',
    foundMost:
      'Of the {{buildings}} {{buildings:building|buildings}} last recorded in: {{count}} pairs, of which the latest {{shown}} are listed.',
    further: 'Look further back',
    compare: 'Compare',
    recorded: '{{who}} · {{at}}',
    pair: 'Two records: one thing or two?',
    gone: 'One of the two is no more: they may have been merged.',
    field: 'Field',
    differs: 'differs',
    place: 'Place',
    photos: 'Photos',
    noPhotos: 'no photos',
    open: 'Open the record',
    same: 'One thing: merge',
    apart: 'Two different things',
    apartWhy:
      'Both stay. Who looked and when is kept, and it is not asked again. If that was wrong, they can still be merged under “Corrections”.',
    saveApart: 'Keep as two',
    toldApart: 'Kept as two different things; not asked again.',
    onlyDeciders: 'A clerk or a reviewer decides this. You may look at it; to decide, switch user.',
  },
);
