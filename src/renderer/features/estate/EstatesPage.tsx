import { PlusOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { Button, Card, Empty, Flex } from 'antd';
import { useState } from 'react';
import { mayCreate } from '#domain/authority.ts';
import { useDesk } from '../../session.tsx';
import { type RecordOf, useRecords } from '../../store/records.ts';
import { Page } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { EstateForm } from './EstateForm.tsx';
import './estate.css';
import { inOrder } from './order.ts';
import { estateWords } from './words.ts';

/** All estates of the subdistrict; the clerk adds one. */
export function EstatesPage() {
  const t = useWords(estateWords);
  const { user } = useDesk();
  const estates = useRecords('estate');
  const buildings = useRecords('building');
  const [creating, setCreating] = useState(false);
  const mayAdd = mayCreate('estate', user);
  if (estates === undefined || buildings === undefined) return <Page title={t('title')}>{null}</Page>;

  const newEstate = mayAdd && !creating && (
    <Button type="primary" size="large" icon={<PlusOutlined aria-hidden />} onClick={() => setCreating(true)}>
      {t('newEstate')}
    </Button>
  );
  return (
    <Page title={t('title')} extra={newEstate}>
      {creating && <EstateForm estates={estates} onClose={() => setCreating(false)} />}
      {estates.length === 0 && !creating && (
        <Empty
          description={
            <>
              <p>{t('none')}</p>
              <p>{t(mayAdd ? 'noneClerk' : 'noneOther')}</p>
            </>
          }
        />
      )}
      <Flex gap={16} wrap>
        {estates
          .toSorted((a, b) => inOrder.compare(a.fields.name, b.fields.name))
          .map((estate) => (
            <EstateCard key={estate.id} estate={estate} buildings={buildings.filter(({ fields }) => fields.estate === estate.id).length} />
          ))}
      </Flex>
    </Page>
  );
}

function EstateCard({ estate, buildings }: { estate: RecordOf<'estate'>; buildings: number }) {
  const t = useWords(estateWords);
  const { name, code, neighborhood } = estate.fields;
  return (
    <Card className="estate-card">
      <Link to="/estates/$estate" params={{ estate: estate.id }} className="estate-link">
        {name}
      </Link>
      <div className="hint">
        {code} · {neighborhood} · {t('counts', { buildings })}
      </div>
    </Card>
  );
}
