import { Alert, Button, Card, Flex } from 'antd';
import { type ReactNode, useState } from 'react';
import { mayPatch } from '#domain/authority.ts';
import { useDesk } from '../../session.tsx';
import { useWords } from '../../words/language.ts';
import type { Site } from '../estate/site.ts';
import type { Thing } from '../estate/standing.ts';
import { ThingLink } from '../estate/ThingLink.tsx';
import { useThings } from '../estate/things.ts';
import { MergeForm } from './MergeForm.tsx';
import { suspectsOf } from './merging.ts';
import { RelinkForm } from './RelinkForm.tsx';
import { correctionWords } from './words.ts';

interface Correction {
  key: string;
  label: string;
  form: ReactNode;
}

/** One correction at a time, none open until asked for. Nothing where this person may correct nothing. */
export function Corrections({ corrections }: { corrections(onClose: () => void): readonly Correction[] }) {
  const t = useWords(correctionWords);
  const [open, setOpen] = useState<string>();
  const offered = corrections(() => setOpen(undefined));
  if (offered.length === 0) return null;
  return (
    <Card title={t('corrections')} size="small">
      <Flex vertical gap={16}>
        <span className="hint">{t('correctionsWhy')}</span>
        <Flex gap={12} wrap>
          {offered.map(({ key, label }) => (
            <Button
              key={key}
              type={key === open ? 'primary' : 'default'}
              aria-expanded={key === open}
              onClick={() => setOpen(key === open ? undefined : key)}
            >
              {label}
            </Button>
          ))}
        </Flex>
        {offered.find(({ key }) => key === open)?.form}
      </Flex>
    </Card>
  );
}

/** What may be wrong with a thing's record itself: it is there twice, or a photo of it is another thing's. */
export function ThingCorrections({ record, site }: { record: Thing; site: Site }) {
  const t = useWords(correctionWords);
  const { user } = useDesk();
  const suspects = suspectsOf(record, useThings(record.fields.place.building) ?? []);
  const mayMerge = user.roles.some((role) => role === 'clerk' || role === 'reviewer');
  const mayRelink = mayPatch('photo', {}, user).includes('links') && record.fields.photos.length > 0;
  return (
    <>
      {suspects.length > 0 && record.fields.status !== 'void' && (
        <Alert
          type="warning"
          showIcon
          title={t(mayMerge ? 'suspect' : 'suspectTell')}
          description={
            <ul className="things">
              {suspects.map((thing) => (
                <li key={thing.id}>
                  <ThingLink thing={thing} />
                </li>
              ))}
            </ul>
          }
        />
      )}
      <Corrections
        corrections={(onClose) => [
          ...(mayMerge ? [{ key: 'merge', label: t('merge'), form: <MergeForm record={record} onClose={onClose} /> }] : []),
          ...(mayRelink ? [{ key: 'relink', label: t('relink'), form: <RelinkForm record={record} site={site} onClose={onClose} /> }] : []),
        ]}
      />
    </>
  );
}
