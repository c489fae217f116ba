import { Alert } from 'antd';
import { roomCode } from '#domain/estate.ts';
import type { Place } from '#domain/place.ts';
import { roomsNow } from '#domain/rooms.ts';
import { useRecord } from '../../store/records.ts';
import { usePunctuation, useWords } from '../../words/language.ts';
import { useRoomText } from '../party/room-text.ts';
import { correctionWords } from './words.ts';

/** What a room has become since it was recorded: nothing where it is what it was. */
export function RoomBecame({ place: { building, unit, room } }: { place: Pick<Place, 'building' | 'unit' | 'room'> }) {
  const t = useWords(correctionWords);
  const roomText = useRoomText();
  const { list } = usePunctuation();
  const record = useRecord('building', building);
  if (!record || room === null) return null;
  const own = roomCode(unit, room);
  const now = roomsNow(record.fields, own);
  if (now.length === 1 && now[0] === own) return null;
  const title = now.length === 0 ? t('struckOff') : t('became', { rooms: list(now.map(roomText)) });
  return <Alert type="info" showIcon title={title} />;
}
