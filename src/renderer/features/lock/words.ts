import { defineWords } from '../../words/language.ts';

export const lockWords = defineWords(
  {
    switchUser: '换人（{{name}}）',
    title: '换人',
    lead: '点一下名字，再输对方的 PIN。填到一半的都会留着。',
    alone: '这台设备上只有您一个人。要加人，请资料员在区服务器上登记。',
    lock: '立即锁定',
    after: '没人操作多久自动锁定',
    minutes: '{{n}} 分钟',
    never: '今天的行动进行中、收照片、同步时不会自动锁。',
    busy: '正在导入或收照片，请等它结束。',
  },
  {
    switchUser: 'Switch user ({{name}})',
    title: 'Switch user',
    lead: 'Tap a name; only their PIN is asked. What is half typed stays.',
    alone: 'You are the only one on this device. The clerk adds people at the district server.',
    lock: 'Lock now',
    after: 'Lock by itself when nobody has touched it for',
    minutes: '{{n}} min',
    never: 'It never locks by itself while an operation of today runs, a photo is taken in, or during a sync.',
    busy: 'An import or a photo is under way: wait until it is done.',
  },
);
