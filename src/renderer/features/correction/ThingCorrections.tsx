import { Alert, Button } from 'antd';
import { mayPatch } from '#domain/authority.ts';
import { useDesk } from '../../session.tsx';
import { useWords } from '../../words/language.ts';
import type { Site } from '../estate/site.ts';
import type { Thing } from '../estate/standing.ts';
import { ThingLink } from '../estate/ThingLink.tsx';
import { useThings } from '../estate/things.ts';
import { Corrections } from './Corrections.tsx';
import { MergeForm } from './MergeForm.tsx';
import { suspectsOf } from './merging.ts';
import { RelinkForm } from './RelinkForm.tsx';
import { correctionWords } from './words.ts';

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
                  <ThingLink thing={thing} /> <Button href={`#/waiting/doubles/${record.id}/${thing.id}`}>{t('compare')}</Button>
                </li>
              ))}
            </ul>
          }
        />
      )}
      <Corrections
        forms={[
          mayMerge && { key: 'merge', label: t('merge'), form: (onClose) => <MergeForm record={record} onClose={onClose} /> },
          mayRelink && {
            key: 'relink',
            label: t('relink'),
            form: (onClose) => <RelinkForm record={record} site={site} onClose={onClose} />,
          },
        ]}
      />
    </>
  );
}
