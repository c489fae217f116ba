import { Button, Card, Flex } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import type { z } from 'zod';
import { useDesk } from '../../session.tsx';
import { defineWords, useWords } from '../../words/language.ts';
import { localTime } from '../../words/local-time.ts';

const words = defineWords(
  { title: '这里有一份没填完的记录', when: '{{when}} 停下的。要接着填吗？', resume: '继续填写', discard: '丢弃，重新填' },
  {
    title: 'There is an unfinished record here',
    when: 'Left at {{when}}. Go on with it?',
    resume: 'Continue',
    discard: 'Discard and start anew',
  },
);

interface Found<V> {
  savedAt: number;
  values: V;
}

/** Offers an unfinished draft before the form opens, so that a new beginning never overwrites it. */
export function DraftGate<V>(props: { draftKey: string; schema: z.ZodType<V>; initial: V; children: (start: V) => ReactNode }) {
  const { draftKey, schema, initial, children } = props;
  const t = useWords(words);
  const { db } = useDesk();
  const [found, setFound] = useState<Found<V> | null>();
  const [start, setStart] = useState<V>();

  useEffect(() => {
    let current = true;
    void db.drafts.get(draftKey).then((row) => {
      const values = schema.safeParse(row?.values);
      if (current) setFound(row !== undefined && values.success ? { savedAt: row.savedAt, values: values.data } : null);
    });
    return () => {
      current = false;
    };
  }, [db, draftKey, schema]);

  if (found === undefined) return null;
  if (start !== undefined) return children(start);
  if (found === null) return children(initial);

  async function discard(): Promise<void> {
    await db.drafts.delete(draftKey);
    setStart(initial);
  }

  return (
    <Card title={t('title')}>
      <Flex vertical gap={16}>
        {t('when', { when: localTime(new Date(found.savedAt)) })}
        <Flex gap={12} wrap>
          <Button type="primary" size="large" onClick={() => setStart(found.values)}>
            {t('resume')}
          </Button>
          <Button size="large" onClick={() => void discard()}>
            {t('discard')}
          </Button>
        </Flex>
      </Flex>
    </Card>
  );
}
