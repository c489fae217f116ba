import { createRootRoute } from '@tanstack/react-router';
import { Frame } from './Frame.tsx';

/** Every feature's routes hang below this. */
export const rootRoute = createRootRoute({ component: Frame });
