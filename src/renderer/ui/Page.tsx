import { LeftOutlined } from '@ant-design/icons';
import { Flex, Typography } from 'antd';
import { memo, type ReactNode, useEffect } from 'react';
import { defineWords, useWords } from '../words/language.ts';

const words = defineWords({ back: '返回', brand: '拆还通' }, { back: 'Back', brand: 'Chaihuan' });

/** The window is called after what it shows. Nothing before the product's name where there is no title. */
export function useWindowTitle(title: string): void {
  const t = useWords(words);
  const brand = t('brand');
  useEffect(() => {
    document.title = title === '' || title === brand ? brand : `${title} · ${brand}`;
  }, [title, brand]);
}

interface HeadProps {
  title: string;
  back?: string | undefined;
  extra?: ReactNode;
}

/** A page: one h1, an optional way back, what can be done here on the right. */
export function Page({ children, ...head }: HeadProps & { children: ReactNode }) {
  return (
    <Flex vertical gap={16}>
      <Head {...head} />
      {children}
    </Flex>
  );
}

/** Not drawn again for what changes below it. */
const Head = memo(function Head({ title, back, extra }: HeadProps) {
  const t = useWords(words);
  useWindowTitle(title);
  return (
    <Flex justify="space-between" align="center" gap={12} wrap>
      <Flex align="center" gap={8}>
        {back !== undefined && (
          <a className="back" href={`#${back}`} aria-label={t('back')}>
            <LeftOutlined aria-hidden />
          </a>
        )}
        <Typography.Title level={1} className="page-title">
          {title}
        </Typography.Title>
      </Flex>
      <Flex gap={8} align="center" wrap>
        {extra}
      </Flex>
    </Flex>
  );
});
