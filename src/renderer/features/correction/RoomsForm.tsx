import { zodResolver } from '@hookform/resolvers/zod';
import { useForm, useWatch } from 'react-hook-form';
import { z } from 'zod';
import { changeRooms } from '#domain/rooms.ts';
import { roomChangeWords } from '#domain/words.ts';
import { useDesk } from '../../session.tsx';
import { patchOf, type RecordOf } from '../../store/records.ts';
import { StepSheet } from '../../ui/draft/StepSheet.tsx';
import { useDraft } from '../../ui/draft/use-draft.ts';
import { useChoices } from '../../ui/field/choices.ts';
import { ChoiceField, SelectManyField, TextField } from '../../ui/field/inputs.tsx';
import { day, text } from '../../ui/field/parse.ts';
import { useSaving } from '../../ui/saving.tsx';
import { useWords } from '../../words/language.ts';
import { localDay } from '../../words/local-time.ts';
import { useRoomText } from '../party/room-text.ts';
import { oneOf } from '../survey/typed.ts';
import { leavesRooms, readRooms } from './room-change.ts';
import { correctionWords } from './words.ts';

const Entry = z.object({
  kind: oneOf(roomChangeWords),
  from: z.array(z.string()).min(1, 'choose'),
  to: text(200, 0),
  on: day,
  reason: text(200),
});

/** 分户、并户、改号、误登: what became of rooms. What was recorded of them stays where it was [C1]. */
export function RoomsForm({ building, onClose }: { building: RecordOf<'building'>; onClose(): void }) {
  const t = useWords(correctionWords);
  const choices = useChoices();
  const roomText = useRoomText();
  const { source, user } = useDesk();
  const { saving, save } = useSaving();
  const form = useForm<z.input<typeof Entry>, unknown, z.output<typeof Entry>>({
    resolver: zodResolver(Entry),
    defaultValues: { kind: '', from: [], to: '', on: localDay(source.now()), reason: '' },
  });
  const { control } = form;
  const draft = useDraft(form, { kind: 'rooms', of: [building.id], about: building.fields.label });
  const kind = useWatch({ control, name: 'kind' });
  const submit = form.handleSubmit(async ({ to: typed, ...told }) => {
    const to = leavesRooms(told.kind) ? readRooms(typed, told.from) : [];
    const next = to && changeRooms(building.fields, { ...told, to, by: { name: user.name, user: user.id } });
    if (next === undefined) return form.setError(leavesRooms(told.kind) ? 'to' : 'from', { message: 'invalid' }, { shouldFocus: true });
    if (await save([patchOf(building, { rooms: next.rooms, roomChanges: next.roomChanges ?? [] })], draft)) onClose();
  });
  return (
    <StepSheet
      label={t('rooms')}
      draft={draft}
      onSubmit={submit}
      save={t('saveRooms')}
      saving={saving}
      onCancel={{ label: t('cancel'), press: onClose }}
    >
      <p className="hint">{t('roomsWhy')}</p>
      <ChoiceField control={control} name="kind" label={t('roomsKind')} choices={choices(roomChangeWords)} />
      <div className="fields">
        <SelectManyField
          control={control}
          name="from"
          label={t('roomsFrom')}
          choices={building.fields.rooms.map((room) => ({ value: room, label: roomText(room) }))}
        />
        {leavesRooms(kind) && <TextField control={control} name="to" label={t('roomsTo')} hint={t('roomsToHint')} />}
        <TextField control={control} name="on" label={t('on')} type="date" />
      </div>
      <TextField control={control} name="reason" label={t('reason')} lines={2} />
    </StepSheet>
  );
}
