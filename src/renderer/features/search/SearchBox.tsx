import { SearchOutlined } from '@ant-design/icons';
import { useNavigate, useRouterState } from '@tanstack/react-router';
import { Input, type InputRef } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { loadReading } from '../../store/search-index.ts';
import { useWords } from '../../words/language.ts';
import { findScanned } from './scanned.ts';
import { SearchParams } from './search-params.ts';
import './search.css';
import { searchWords } from './words.ts';

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));

/** Ctrl+K from anywhere, `/` where nothing is being typed. */
function useShortcut(focus: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const asked =
        event.key === '/' ? !isTyping(event.target) && !event.ctrlKey : event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey);
      if (!asked) return;
      event.preventDefault();
      focus();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [focus]);
}

/**
 * The box in the top bar. On the search page every keystroke asks; elsewhere Enter leads there, so that a form is never left by a
 * stray key.
 */
export function SearchBox() {
  const t = useWords(searchWords);
  const navigate = useNavigate();
  const here = useRouterState({ select: ({ location }) => location.pathname === '/search' });
  const asked = useRouterState({
    select: ({ location }) => (location.pathname === '/search' ? SearchParams.parse(location.search).q : ''),
  });
  const [text, setText] = useState(asked);
  const [seen, setSeen] = useState(asked);
  const box = useRef<InputRef>(null);
  const focus = useRef(() => box.current?.focus({ cursor: 'all' }));
  useShortcut(focus.current);
  // The first save or search needs the dictionary of readings: it comes once the page has nothing else to do.
  useEffect(() => {
    const idle = requestIdleCallback(() => void loadReading());
    return () => cancelIdleCallback(idle);
  }, []);

  // Another search was opened (a saved one, the way back): the box says it. What is being typed is ahead of the address, not behind.
  if (asked !== seen) {
    setSeen(asked);
    if (asked !== text.trim()) setText(asked);
  }

  function ask(next: string): void {
    const q = next.trim().slice(0, 60);
    void navigate({ to: '/search', search: (old) => ({ q, filters: here ? (old.filters ?? {}) : {}, page: 0 }), replace: here });
  }

  /** A scanner types what a form's code says, and Enter. */
  function enter(): void {
    const scanned = findScanned(text);
    if (scanned === undefined) {
      ask(text);
      return;
    }
    setText('');
    location.hash = scanned;
  }

  return (
    <search className="search-box">
      <Input
        ref={box}
        type="search"
        aria-label={t('box')}
        aria-keyshortcuts="/ Control+K"
        placeholder={t('boxHint')}
        title={t('shortcut')}
        prefix={<SearchOutlined aria-hidden />}
        value={text}
        maxLength={60}
        autoComplete="off"
        onChange={(event) => {
          setText(event.target.value);
          if (here) ask(event.target.value);
        }}
        onPressEnter={enter}
      />
    </search>
  );
}
