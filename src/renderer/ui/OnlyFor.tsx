import { Result } from 'antd';
import type { ReactNode } from 'react';
import { creators, mayCreate } from '#domain/authority.ts';
import type { RecordType } from '#domain/identity.ts';
import { recordTypeWords, roleWords } from '#domain/words.ts';
import { useDesk } from '../session.tsx';
import { defineWords, usePunctuation, useWord, useWords } from '../words/language.ts';
import { Page } from './Page.tsx';

const words = defineWords(
  { why: '登记{{what}}的是{{who}}。', you: '您现在的角色是{{roles}}。记录都可以看；要做这一步，请换人。' },
  { why: '{{what}}: recorded by {{who}}.', you: 'Your role here is {{roles}}. You may look at every record; to do this, switch user.' },
);

interface OnlyForProps {
  /** What the page below brings into being. */
  type: RecordType;
  title: string;
  back: string;
  children: ReactNode;
}

/** A page for those whose roles make such records; everybody else who came by its address reads whose work it is. */
export function OnlyFor({ type, title, back, children }: OnlyForProps) {
  const t = useWords(words);
  const say = useWord();
  const { list } = usePunctuation();
  const { user } = useDesk();
  if (mayCreate(type, user)) return children;
  const named = (roles: readonly (keyof typeof roleWords)[]) => list(roles.map((role) => say(roleWords[role])));
  return (
    <Page title={title} back={back}>
      <Result
        status="info"
        title={t('why', { what: say(recordTypeWords[type]), who: named(creators[type]) })}
        subTitle={t('you', { roles: named(user.roles) })}
      />
    </Page>
  );
}
