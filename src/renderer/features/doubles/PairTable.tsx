import { Table } from 'antd';
import type { ReactNode } from 'react';
import { sameJson } from '#domain/json.ts';
import type { Fields } from '#domain/mutation.ts';
import { useSaying } from '../../ui/history/use-saying.ts';
import { fieldText, valueText } from '../../ui/history/value-text.ts';
import { PhotoStrip } from '../../ui/PhotoStrip.tsx';
import { useWords } from '../../words/language.ts';
import { siteText, useSite } from '../estate/site.ts';
import type { Thing } from '../estate/standing.ts';
import { ThingLink } from '../estate/ThingLink.tsx';
import { comparedFields } from './compared.ts';
import { doublesWords } from './words.ts';

interface Line {
  key: string;
  label: string;
  first: ReactNode;
  second: ReactNode;
  differs: boolean;
}

/** Two records of one type, field by field, what differs marked by a word; who recorded them and when; their photos. */
export function PairTable({ first, second }: { first: Thing; second: Thing }) {
  const t = useWords(doublesWords);
  const saying = useSaying();
  const fieldsOf = ({ fields }: Thing) => fields as unknown as Fields;
  const values = comparedFields(first.type, fieldsOf(first), fieldsOf(second)).map(([field, one, other]): Line => {
    const told = [one, other].map((value) => valueText(first.type, field, value, saying));
    return { key: field, label: fieldText(field, saying), first: told[0], second: told[1], differs: !sameJson(one, other) };
  });
  const lines: Line[] = [
    {
      key: 'place',
      label: t('place'),
      first: <Where thing={first} />,
      second: <Where thing={second} />,
      differs: !sameJson(first.fields.place, second.fields.place),
    },
    ...values,
    { key: 'photos', label: t('photos'), first: <Photos thing={first} />, second: <Photos thing={second} />, differs: false },
  ];
  return (
    <Table
      rowKey="key"
      size="small"
      pagination={false}
      tableLayout="fixed"
      dataSource={lines}
      columns={[
        { title: t('field'), width: 128, render: (_: unknown, line: Line) => <Label line={line} /> },
        { title: <ThingLink thing={first} />, dataIndex: 'first' },
        { title: <ThingLink thing={second} />, dataIndex: 'second' },
      ]}
    />
  );
}

function Label({ line: { label, differs } }: { line: Line }) {
  const t = useWords(doublesWords);
  return (
    <>
      {label} {differs && <strong className="hint">{t('differs')}</strong>}
    </>
  );
}

function Where({ thing }: { thing: Thing }) {
  const site = useSite(thing.fields.place.building);
  return site ? siteText(site, thing.fields.place) : null;
}

function Photos({ thing }: { thing: Thing }) {
  const t = useWords(doublesWords);
  const { photos } = thing.fields;
  return photos.length === 0 ? t('noPhotos') : <PhotoStrip photos={photos} />;
}
