import { defineWords } from '../../words/language.ts';

/** What a field can say about itself. A form's schema names these keys as its messages; anything else reads as `invalid`. */
export const fieldWords = defineWords(
  {
    invalid: '请检查这一项',
    required: '请填写',
    choose: '请选择',
    number: '请填数字',
    range: '超出允许范围',
    whole: '请填整数',
    optional: '选填',
    tooLong: '字数太多',
    signature: '请签字，或填写见证人',
    picture: '请补齐照片',
    samePicture: '这张照片已经用过，请另拍一张',
  },
  {
    invalid: 'Please check this',
    required: 'Please fill this in',
    choose: 'Please choose',
    number: 'Please enter a number',
    range: 'Outside the allowed range',
    whole: 'Please enter a whole number',
    optional: 'optional',
    tooLong: 'Too long',
    signature: 'Please sign, or name a witness',
    picture: 'Photos are missing',
    samePicture: 'This photo is used already: take another',
  },
);

export type FieldProblem = keyof typeof fieldWords.zh;
