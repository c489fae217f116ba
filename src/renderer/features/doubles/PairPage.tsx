import { useNavigate } from '@tanstack/react-router';
import { Alert, Button, Card, Empty, Flex, Skeleton } from 'antd';
import { useLiveQuery } from 'dexie-react-hooks';
import { useDesk } from '../../session.tsx';
import { findMany } from '../../store/records.ts';
import { ContactsOnPage, ShowContacts } from '../../ui/contacts.tsx';
import { OneAtATime } from '../../ui/OneAtATime.tsx';
import { Page } from '../../ui/Page.tsx';
import { useSaving } from '../../ui/saving.tsx';
import { useWords } from '../../words/language.ts';
import { MergeForm } from '../correction/MergeForm.tsx';
import type { Thing } from '../estate/standing.ts';
import { decidesDoubles } from './decides.ts';
import { PairTable } from './PairTable.tsx';
import { apartChanges } from './suspects.ts';
import { doublesWords } from './words.ts';

interface Two {
  first: Thing;
  second: Thing;
}

/** Two records side by side, and the two decisions: they are one thing, or they are two. */
export function PairPage({ first, second }: { first: string; second: string }) {
  const t = useWords(doublesWords);
  const { db } = useDesk();
  const two = useLiveQuery(async (): Promise<Two | null> => {
    const ids = [first, second];
    const [structures, fixtures] = await Promise.all([findMany(db, 'structure', ids), findMany(db, 'fixture', ids)]);
    const [one, other] = structures.length === 2 ? structures : fixtures;
    return one === undefined || other === undefined ? null : { first: one, second: other };
  }, [db, first, second]);
  return (
    <ContactsOnPage key={first + second} where="household">
      <Page title={t('pair')} back="/waiting/doubles" extra={two && <ShowContacts />}>
        {two === undefined && <Skeleton active />}
        {two === null && <Empty description={t('gone')} />}
        {two && (
          <>
            <PairTable first={two.first} second={two.second} />
            <Decision first={two.first} second={two.second} />
          </>
        )}
      </Page>
    </ContactsOnPage>
  );
}

function Decision({ first, second }: Two) {
  const t = useWords(doublesWords);
  const { user } = useDesk();
  const navigate = useNavigate();
  const isToldApart = (first.fields.apart ?? []).some(({ other }) => other === second.id);
  if (!decidesDoubles(user)) return <Alert type="info" showIcon title={t('onlyDeciders')} />;
  if (isToldApart) return <Alert type="success" showIcon title={t('toldApart')} />;
  const toList = () => void navigate({ to: '/waiting/doubles' });
  return (
    <Card>
      <Flex vertical gap={16}>
        <OneAtATime
          large
          forms={[
            {
              key: 'same',
              label: t('same'),
              form: (close) => <MergeForm record={first} with={second} onClose={close} onMerged={toList} />,
            },
            { key: 'apart', label: t('apart'), form: () => <ApartForm first={first} second={second} onSaved={toList} /> },
          ]}
        />
      </Flex>
    </Card>
  );
}

function ApartForm({ first, second, onSaved }: Two & { onSaved(): void }) {
  const t = useWords(doublesWords);
  const desk = useDesk();
  const { saving, save } = useSaving();
  return (
    <Flex vertical gap={12} role="form" aria-label={t('apart')}>
      <p className="hint">{t('apartWhy')}</p>
      <Button
        type="primary"
        size="large"
        className="main-action"
        loading={saving}
        onClick={async () => {
          if (await save(apartChanges(desk, first, second))) onSaved();
        }}
      >
        {t('saveApart')}
      </Button>
    </Flex>
  );
}
