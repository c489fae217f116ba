import { EyeInvisibleOutlined, EyeOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { createContext, type ReactNode, useContext, useState } from 'react';
import { maskName, maskPhone, mayUnmask } from '#domain/masking.ts';
import { useDesk } from '../session.tsx';
import { defineWords, useWords } from '../words/language.ts';

const words = defineWords({ show: '显示姓名电话', hide: '隐藏姓名电话' }, { show: 'Show names and phones', hide: 'Hide names and phones' });

interface Contacts {
  name(full: string): string;
  phone(full: string | null): string;
  /** Undefined where this person has no need of them. */
  toggle: (() => void) | undefined;
  shown: boolean;
}

const ContactsContext = createContext<Contacts>({ name: maskName, phone: maskPhone, toggle: undefined, shown: false });

/** A page on which names and phones of households are masked until asked for, and again once it is left. */
export function ContactsOnPage({ where, children }: { where: Parameters<typeof mayUnmask>[0]; children: ReactNode }) {
  const { user } = useDesk();
  const [asked, setAsked] = useState(false);
  const may = mayUnmask(where, user);
  const shown = asked && may;
  const contacts: Contacts = {
    name: (full) => (shown ? full : maskName(full)),
    phone: (full) => (shown ? (full ?? '') : maskPhone(full)),
    toggle: may ? () => setAsked(!asked) : undefined,
    shown,
  };
  return <ContactsContext value={contacts}>{children}</ContactsContext>;
}

/** How this page says a household's name and phone. Masked wherever no page was opened for showing them. */
export const useContacts = (): Contacts => useContext(ContactsContext);

/** One tap shows them; nothing where this person has no need. */
export function ShowContacts() {
  const t = useWords(words);
  const { toggle, shown } = useContacts();
  if (toggle === undefined) return null;
  return (
    <Button icon={shown ? <EyeInvisibleOutlined aria-hidden /> : <EyeOutlined aria-hidden />} aria-pressed={shown} onClick={toggle}>
      {t(shown ? 'hide' : 'show')}
    </Button>
  );
}
