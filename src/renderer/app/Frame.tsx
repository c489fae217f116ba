import {
  AuditOutlined,
  CloudSyncOutlined,
  ExclamationCircleOutlined,
  HomeOutlined,
  ProfileOutlined,
  SwapOutlined,
  TeamOutlined,
  ToolOutlined,
} from '@ant-design/icons';
import { Outlet, useRouterState } from '@tanstack/react-router';
import { Flex } from 'antd';
import { PersonBar } from '../features/lock/PersonBar.tsx';
import { SearchBox } from '../features/search/SearchBox.tsx';
import { UnsentBadge } from '../features/sync/UnsentBadge.tsx';
import { useDesk } from '../session.tsx';
import { useHoldCount } from '../store/holds.ts';
import { LanguageSwitch } from '../ui/LanguageSwitch.tsx';
import { SchemeSwitch } from '../ui/SchemeSwitch.tsx';
import { defineWords, useWords } from '../words/language.ts';
import { DiskBanner } from './DiskBanner.tsx';
import { GrantBanner } from './GrantBanner.tsx';
import { HelpPanel } from './HelpPanel.tsx';

const words = defineWords(
  {
    brand: '拆还通',
    today: '今日',
    estates: '小区',
    operations: '联合行动',
    teams: '工作组',
    owed: '拆一还一',
    ledgers: '台账',
    waiting: '待处理',
    sync: '同步',
    nav: '主导航',
  },
  {
    brand: 'Chaihuan',
    today: 'Today',
    estates: 'Estates',
    operations: 'Operations',
    teams: 'Teams',
    owed: 'One for one',
    ledgers: 'Ledgers',
    waiting: 'Waiting',
    sync: 'Sync',
    nav: 'Main',
  },
);

const places = [
  { path: '/', key: 'today', Icon: HomeOutlined },
  { path: '/estates', key: 'estates', Icon: ProfileOutlined },
  { path: '/operations', key: 'operations', Icon: ToolOutlined },
  { path: '/teams', key: 'teams', Icon: TeamOutlined },
  { path: '/owed', key: 'owed', Icon: SwapOutlined },
  { path: '/ledgers', key: 'ledgers', Icon: AuditOutlined },
  { path: '/waiting', key: 'waiting', Icon: ExclamationCircleOutlined },
  { path: '/sync', key: 'sync', Icon: CloudSyncOutlined },
] as const;

/** Navigation, who is at the desk, and how old the oldest unsent change is: always on screen. */
export function Frame() {
  const t = useWords(words);
  const { enrollment } = useDesk();
  const waiting = useHoldCount() ?? 0;
  const path = useRouterState({ select: (state) => state.location.pathname });
  const isHere = (place: string) => (place === '/' ? path === '/' : path.startsWith(place));
  return (
    <div className="frame">
      <nav className="frame-nav" aria-label={t('nav')}>
        <div className="brand">{t('brand')}</div>
        {places.map(({ path: place, key, Icon }) => (
          <a key={place} href={`#${place}`} className={isHere(place) ? 'active' : ''} aria-current={isHere(place) ? 'page' : undefined}>
            <Icon aria-hidden /> {t(key)}
            {key === 'waiting' && waiting > 0 && ` ${waiting}`}
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
            <HelpPanel path={path} />
            <SchemeSwitch />
            <LanguageSwitch />
            <PersonBar />
          </Flex>
        </header>
        <main className="frame-body">
          <DiskBanner path={path} />
          <GrantBanner />
          <Outlet />
        </main>
      </div>
    </div>
  );
}
