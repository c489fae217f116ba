import { zodResolver } from '@hookform/resolvers/zod';
import { Alert, Button, Card, Flex } from 'antd';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { mayPatch } from '#domain/authority.ts';
import { unsignedParties } from '#domain/evidence.ts';
import type { Fields } from '#domain/mutation.ts';
import { partiesOf } from '#domain/party.ts';
import { useDesk } from '../../session.tsx';
import { patchOf } from '../../store/records.ts';
import type { Change } from '../../store/save.ts';
import { StepSheet } from '../../ui/draft/StepSheet.tsx';
import { useDraft } from '../../ui/draft/use-draft.ts';
import { useSaving } from '../../ui/saving.tsx';
import { usePunctuation, useWords } from '../../words/language.ts';
import type { Site } from '../estate/site.ts';
import type { Thing } from '../estate/standing.ts';
import { PartiesField } from './PartiesCard.tsx';
import { PartiesEntry, typedParties } from './party-entry.ts';
import { usePartyText } from './room-text.ts';
import { partyWords } from './words.ts';

/** Whose a thing is, on its own page: who is concerned, who has yet to sign, and the way to change it. */
export function ThingParties({ record, site }: { record: Thing; site: Site }) {
  const t = useWords(partyWords);
  const { user } = useDesk();
  const partyText = usePartyText();
  const { aside, list } = usePunctuation();
  const [open, setOpen] = useState(false);
  const { parties, agreement } = record.fields;
  const may = mayPatch(record.type, record.fields as unknown as Fields, user).includes('parties');
  if (parties.length === 0 && !may) return null;
  const unsigned = unsignedParties(agreement, parties);
  const who = list(unsigned.map(partyText));
  return (
    <Card title={<h2 className="card-title">{t('parties')}</h2>}>
      <Flex vertical gap={12}>
        {parties.length === 0 && <span className="hint">{t(record.fields.place.room === null ? 'nobodyKnown' : 'onlyOne')}</span>}
        {parties.map((party, index) => (
          <span key={`${party.room} ${party.role} ${party.name}`}>
            {partyText(party)}
            {index === 0 && parties.length > 1 && aside(t('counts'))}
          </span>
        ))}
        {unsigned.length > 0 && (
          <Alert
            type={agreement === null ? 'info' : 'warning'}
            showIcon
            title={t(agreement === null ? 'unsigned' : 'lateSigner', { who })}
          />
        )}
        {may && !open && (
          <Button style={{ alignSelf: 'start' }} onClick={() => setOpen(true)}>
            {t('change')}
          </Button>
        )}
        {open && <PartiesForm record={record} site={site} onClose={() => setOpen(false)} />}
      </Flex>
    </Card>
  );
}

const Entry = z.object({ parties: PartiesEntry });

function PartiesForm({ record, site, onClose }: { record: Thing; site: Site; onClose(): void }) {
  const t = useWords(partyWords);
  const { saving, save } = useSaving();
  const form = useForm<z.input<typeof Entry>, unknown, z.output<typeof Entry>>({
    resolver: zodResolver(Entry),
    defaultValues: { parties: typedParties(record.fields.parties) },
  });
  const draft = useDraft(form, { kind: 'parties', of: [record.id], about: record.fields.code });
  const submit = form.handleSubmit(async (entry) => {
    const set = { parties: partiesOf(record.fields.place, entry.parties) };
    const change: Change = record.type === 'structure' ? patchOf(record, set) : patchOf(record, set);
    if (await save([change], draft)) onClose();
  });
  return (
    <StepSheet
      label={t('change')}
      draft={draft}
      onSubmit={submit}
      save={t('save')}
      saving={saving}
      onCancel={{ label: t('cancel'), press: onClose }}
    >
      <PartiesField control={form.control} building={site.building} />
    </StepSheet>
  );
}
