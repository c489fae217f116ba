import { Button, Empty } from 'antd';
import type { ReactNode } from 'react';
import { useStanding } from '../../store/alias.ts';
import { type RecordOf, useRecord } from '../../store/records.ts';
import { ContactsOnPage, ShowContacts } from '../../ui/contacts.tsx';
import { Page } from '../../ui/Page.tsx';
import { PhoneButton } from '../../ui/phone/PhoneButton.tsx';
import { useWords } from '../../words/language.ts';
import { buildingPath } from '../estate/building-path.ts';
import { type Site, siteText, useSite } from '../estate/site.ts';
import { consentWords } from './words.ts';

type Cased = 'structure' | 'fixture' | 'debris';

interface CasePageProps<T extends Cased> {
  type: T;
  id: string;
  /** The page's title for a code; empty where this device does not know the record. */
  title(code: string): string;
  children(record: RecordOf<T>, site: Site): ReactNode;
}

/** The page around one thing's file: its title, the way back to its building, or that it is not on this device. */
export function CasePage<T extends Cased>({ type, id, title, children }: CasePageProps<T>) {
  const record = useRecord(type, id);
  const site = useSite(record?.fields.place.building);
  if (record === undefined || (record !== null && site === undefined)) return null;
  if (record === null || site === null || site === undefined) {
    return (
      <Page title={title('')} back="/estates">
        <Gone type={type} id={id} />
      </Page>
    );
  }
  return (
    <ContactsOnPage key={id} where="household">
      <Page
        title={title(record.fields.code)}
        back={buildingPath(record.fields.place)}
        extra={
          <>
            <PhoneButton wanted={() => ({ type, id: record.id, about: `${record.fields.code} ${siteText(site, record.fields.place)}` })} />
            <ShowContacts />
          </>
        }
      >
        {children(record, site)}
      </Page>
    </ContactsOnPage>
  );
}

const pathOf: Record<Cased, string> = { structure: '/structures', fixture: '/fixtures', debris: '/debris' };

/** A record that is not here, or that gave way to another: its id leads there. */
function Gone({ type, id }: { type: Cased; id: string }) {
  const t = useWords(consentWords);
  const standing = useStanding(id);
  if (standing === undefined) return null;
  if (standing === null) return <Empty description={t('unknown')} />;
  return (
    <Empty description={t('merged')}>
      <Button type="primary" size="large" href={`#${pathOf[type]}/${standing}`}>
        {t('openStanding')}
      </Button>
    </Empty>
  );
}
