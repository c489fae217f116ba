import { Button, Empty } from 'antd';
import { Page } from '../ui/Page.tsx';
import { defineWords, useWords } from '../words/language.ts';

const words = defineWords(
  { title: '没有这个页面', why: '地址可能写错了。记录都在。', home: '回到今日' },
  { title: 'There is no such page', why: 'The address may be wrong. Every record is safe.', home: 'Go to Today' },
);

/** An address that leads nowhere says so, and where to go. */
export function NotFoundPage() {
  const t = useWords(words);
  return (
    <Page title={t('title')}>
      <Empty description={t('why')}>
        <Button type="primary" size="large" href="#/">
          {t('home')}
        </Button>
      </Empty>
    </Page>
  );
}
