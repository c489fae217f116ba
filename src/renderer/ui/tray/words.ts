import { defineWords } from '../../words/language.ts';

export const trayPhotoWords = defineWords(
  {
    photo: '{{name}} {{when}}',
    unknownTime: '拍摄时间不明',
    look: '看大图 {{name}}',
    located: '有定位',
    fromTray: '从待归档取（{{count}}）',
    pickTitle: '从待归档照片里取',
    pick: '取 {{count}} 张',
    large: '大图',
    fromPhone: '手机送来：{{about}}',
  },
  {
    photo: '{{name}} {{when}}',
    unknownTime: 'time unknown',
    look: 'Open {{name}}',
    located: 'located',
    fromTray: 'From photos to file ({{count}})',
    pickTitle: 'Take from the photos to file',
    pick: 'Take {{count}}',
    large: 'Large picture',
    fromPhone: 'By phone: {{about}}',
  },
);
