import { BulbOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { defineWords, useWords } from '../words/language.ts';
import { schemes, switchScheme, useScheme } from './scheme.ts';

const words = defineWords(
  { scheme: '亮度：{{now}}', day: '标准', sun: '强光', dark: '夜间' },
  { scheme: 'Display: {{now}}', day: 'Standard', sun: 'Sunlight', dark: 'Dark' },
);

/** 标准、强光、夜间, at once. */
export function SchemeSwitch() {
  const t = useWords(words);
  const scheme = useScheme();
  const items = schemes.map((key) => ({ key, label: t(key) }));
  const choose = (key: string) => switchScheme(schemes.find((one) => one === key) ?? 'day');
  return (
    <Dropdown trigger={['click']} menu={{ items, selectable: true, selectedKeys: [scheme], onClick: ({ key }) => choose(key) }}>
      <Button icon={<BulbOutlined aria-hidden />} aria-label={t('scheme', { now: t(scheme) })} />
    </Dropdown>
  );
}
