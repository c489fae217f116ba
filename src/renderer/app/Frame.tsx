import {
  AuditOutlined,
  CloudSyncOutlined,
  HomeOutlined,
  ProfileOutlined,
  SwapOutlined,
  TeamOutlined,
  ToolOutlined,
} from '@ant-design/icons';
import { Outlet, useRouterState } from '@tanstack/react-router';
import { Button, Flex } from 'antd';
import { SearchBox } from '../features/search/SearchBox.tsx';
import { UnsentBadge } from '../features/sync/UnsentBadge.tsx';
import { useDesk } from '../session.tsx';
import { LanguageSwitch } from '../ui/LanguageSwitch.tsx';
import { defineWords, useWords } from '../words/language.ts';
import { useDeskActions } from './desk-actions.tsx';

const words = defineWords(
  {
    brand: '拆还通',
    today: '今日',
    estates: '小区',
    operations: '联合行动',
    teams: '工作组',
    owed: '拆一还一',
    ledgers: '台账',
    sync: '同步',
    nav: '主导航',
    switchUser: '换人（{{name}}）',
  },
  {
    brand: 'Chaihuan',
    today: 'Today',
    estates: 'Estates',
    operations: 'Operations',
    teams: 'Teams',
    owed: 'One for one',
    ledgers: 'Ledgers',
    sync: 'Sync',
    nav: 'Main',
    switchUser: 'Switch user ({{name}})',
  },
);

const places = [
  { path: '/', key: 'today', Icon: HomeOutlined },
  { path: '/estates', key: 'estates', Icon: ProfileOutlined },
  { path: '/operations', key: 'operations', Icon: ToolOutlined },
  { path: '/teams', key: 'teams', Icon: TeamOutlined },
  { path: '/owed', key: 'owed', Icon: SwapOutlined },
  { path: '/ledgers', key: 'ledgers', Icon: AuditOutlined },
  { path: '/sync', key: 'sync', Icon: CloudSyncOutlined },
] as const;

/** Navigation, who is at the desk, and how old the oldest unsent change is: always on screen. */
export function Frame() {
  const t = useWords(words);
  const { user, enrollment } = useDesk();
  const { switchUser } = useDeskActions();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const isHere = (place: string) => (place === '/' ? path === '/' : path.startsWith(place));
  return (
    <div className="frame">
      <nav className="frame-nav" aria-label={t('nav')}>
        <div className="brand">{t('brand')}</div>
        {places.map(({ path: place, key, Icon }) => (
          <a key={place} href={`#${place}`} className={isHere(place) ? 'active' : ''} aria-current={isHere(place) ? 'page' : undefined}>
            <Icon aria-hidden /> {t(key)}
          </a>
        ))}
      </nav>
      <div>
        <header className="frame-bar">
          <span>
            {enrollment.scope.subdistrictName} · {enrollment.deviceName}
          </span>
          <SearchBox />
          <Flex gap={8} align="center" wrap>
            <UnsentBadge />
            <LanguageSwitch />
            <Button onClick={switchUser}>{t('switchUser', { name: user.name })}</Button>
          </Flex>
        </header>
        <main className="frame-body">
          <Outlet />
        </main>
      </div>
    </div>
  );
}
