import { createDestination } from '../dist/connector/destinations/registry.js';
import { Decimal } from '../dist/connector/model/json.js';
import { rmSync, statSync } from 'node:fs';
import { tidyOften } from '../dist/connector/cli/process.js';
tidyOften();
const [type, n='200000', slice='5000'] = process.argv.slice(2);
const dir='/tmp/benchdata-'+type; rmSync(dir,{recursive:true,force:true});
const d = createDestination({type, path:dir});
const s = await d.open();
const cols={_account:'text',id:'text',n:'bigint',order:'bigint',amount:'decimal',tax:'decimal',currency:'text',description:'text',at:'timestamp',paid:'boolean',_run_id:'text',_loaded_at:'timestamp'};
const schema={table:'bills',columns:Object.entries(cols).map(([name,type])=>({name,type,path:name})),primaryKey:['_account','id']};
const N=+n, S=+slice; const t0=performance.now(); let gen=0;
function rows(from){const g=performance.now();const out=[];for(let i=from;i<Math.min(N,from+S);i++){const k=(i*7919)%N;out.push(['xx1-ovh','FR'+(10000000+k),k,k%7===0?null:9007199254740993n+BigInt(k),new Decimal((k/100).toFixed(2)),new Decimal((k/5000).toFixed(6)),'EUR','description of the line number '+k%5000,`2024-${String(1+k%12).padStart(2,'0')}-15T10:${String(k%60).padStart(2,'0')}:00+01:00`,k%3===0,'20261121T101500Z-1f3a9c','2026-11-21T10:15:00.000Z']);}gen+=performance.now()-g;return out;}
for(let i=0;i<N;i+=S){async function*b(){yield {schema,rows:rows(i)};} await s.commit({runId:'r',batches:b()});}
const t1=performance.now(); const c=await s.count('bills'); const t2=performance.now();
if(s.publish) await s.publish(); const t3=performance.now(); await s.close();
console.log(type,N,{commit:((t1-t0)/1e3).toFixed(2),gen:(gen/1e3).toFixed(2),count:((t2-t1)/1e3).toFixed(2),c,publish:((t3-t2)/1e3).toFixed(2),rowsPerS:Math.round(N/((t3-t0-gen)/1e3)),cpu:(process.cpuUsage().user/1e6).toFixed(1),mb:Math.round(process.resourceUsage().maxRSS/1024)});
