import { useFormContext, useWatch } from 'react-hook-form';
import type { Party } from '#domain/evidence.ts';
import type { WatermarkSubject } from '../../store/photo-changes.ts';
import { ChoiceField, TextField } from '../../ui/field/inputs.tsx';
import { useWords } from '../../words/language.ts';
import { SignatureFields } from '../owed/SignatureFields.tsx';
import { usePartyText } from './room-text.ts';
import { partyWords } from './words.ts';

interface PartySignatureProps {
  party: Party;
  index: number;
  watermark: WatermarkSubject;
}

/** A further owner's word: agreed and signed like the first one's, or against it with a reason. A tenant's is heard without a signature. */
export function PartySignature({ party, index, watermark }: PartySignatureProps) {
  const t = useWords(partyWords);
  const partyText = usePartyText();
  const { control } = useFormContext();
  const at = `others.${index}`;
  const stance = useWatch({ control, name: `${at}.stance` });
  const signs = party.role === 'OWNER';
  const title = t(signs ? 'partySign' : 'partyHeard', { who: partyText(party) });
  return (
    <fieldset className="line-choice">
      <legend>{title}</legend>
      <ChoiceField
        control={control}
        name={`${at}.stance`}
        label={t('stance')}
        choices={(['AGREES', 'AGAINST'] as const).map((value) => ({ value, label: t(value) }))}
      />
      {stance === 'AGAINST' && <TextField control={control} name={`${at}.reason`} label={t('against')} lines={2} />}
      {stance !== 'AGAINST' && signs && <SignatureFields watermark={watermark} at={`${at}.signature`} />}
      {stance !== 'AGAINST' && !signs && <span className="hint">{t('heardAlone')}</span>}
    </fieldset>
  );
}
