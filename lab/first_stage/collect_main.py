import pathlib,sys,collections,time
from .collect import collect
t=time.time()
rows=collect(pathlib.Path(sys.argv[1]),pathlib.Path(sys.argv[2]))
c=collections.Counter((r.source,r.part) for r in rows)
for k,v in sorted(c.items()): print(k,v)
print(time.time()-t)
