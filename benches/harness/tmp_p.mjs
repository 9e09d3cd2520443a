import {readFileSync} from "node:fs";import {threadTime as tt} from "./thread-clock.mjs";
const t=process.argv[2]; const clk=process.argv[3]?tt:()=>performance.now();
const lib=await import("./libraries/tokenfare.mjs");
const l=await lib.start([]);
const text=readFileSync("/tmp/data/"+t+".txt","utf8");
l.count("Hello, world!");
const r=[];for(let i=0;i<4;i++){const s=clk();l.count(text);r.push((clk()-s).toFixed(1));}console.log(t,r.join(" "));process.exit(0)
