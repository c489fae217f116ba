import { Button, Card, Flex, Popconfirm } from 'antd';
import { useLiveQuery } from 'dexie-react-hooks';
import type { Draft } from '#contract/draft.ts';
import { useDesk } from '../../session.tsx';
import { readDraftKey } from '../../store/draft-kinds.ts';
import { discardDraft } from '../../store/drafts.ts';
import { draftKindWords, draftWords } from '../../ui/draft/words.ts';
import { useWord, useWords } from '../../words/language.ts';
import { localTime } from '../../words/local-time.ts';
import { findDraftPath } from './draft-path.ts';

/** What this person began and did not save: each leads back to where it was left, or is given up. Nothing where there is none. */
export function Unfinished() {
  const t = useWords(draftWords);
  const { db, user } = useDesk();
  const drafts = useLiveQuery(async () => (await db.drafts.toArray()).filter(({ key }) => readDraftKey(key)?.user === user.id), [db, user]);
  if (drafts === undefined || drafts.length === 0) return null;
  return (
    <Card title={t('unfinished')} size="small">
      <Flex vertical gap={4}>
        {drafts
          .toSorted((a, b) => b.savedAt - a.savedAt)
          .map((draft) => (
            <UnfinishedLine key={draft.key} draft={draft} />
          ))}
      </Flex>
    </Card>
  );
}

function UnfinishedLine({ draft }: { draft: Draft }) {
  const t = useWords(draftWords);
  const say = useWord();
  const desk = useDesk();
  const kind = readDraftKey(draft.key)?.kind;
  const name = [kind === undefined ? '' : say(draftKindWords[kind]), draft.about ?? ''].filter((part) => part !== '').join(' ');
  const path = findDraftPath(draft);
  return (
    <Flex gap={12} align="center" wrap>
      {path === undefined ? (
        <span>{name}</span>
      ) : (
        <a className="row-link" href={`#${path}`}>
          {name}
        </a>
      )}
      <span className="hint">{t('left', { when: localTime(new Date(draft.savedAt)) })}</span>
      <Popconfirm
        getPopupContainer={(trigger) => trigger.parentElement ?? document.body}
        title={t('dropAsk')}
        okText={t('drop')}
        cancelText={t('keep')}
        onConfirm={() => void discardDraft(desk, draft.key)}
      >
        <Button type="link" aria-label={t('dropOne', { name })}>
          {t('drop')}
        </Button>
      </Popconfirm>
    </Flex>
  );
}
