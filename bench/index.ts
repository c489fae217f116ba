import { parseArgs } from 'node:util';
import { setUpBrowser } from '../src/launch/browser-setup.ts';
import { benchStore } from './store/run.ts';

// tsx bench/index.ts store [--json] [--things 100000] [--shared 10000] [--small 1000] [--rounds 5]
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    things: { type: 'string', default: '100000' },
    shared: { type: 'string', default: '10000' },
    small: { type: 'string', default: '1000' },
    rounds: { type: 'string', default: '5' },
  },
});
if (positionals[0] !== 'store') {
  console.error('npm run bench -- store [--json]');
  process.exit(2);
}
process.env.CHAIHUAN_BROWSER = await setUpBrowser();
const sizes = { small: Number(values.small), shared: Number(values.shared), large: Number(values.things), rounds: Number(values.rounds) };
const { figures, growth, kinds } = await benchStore(sizes);
if (values.json) console.log(JSON.stringify({ bench: 'store', figures, growth }));
else {
  console.table(kinds);
  console.table(growth);
  console.table(figures);
}
