"""Writes the prices of the installed package genai-prices in the form of its data.json."""
import dataclasses, datetime, decimal, json, sys
from genai_prices.data import providers
def plain(v):
    if isinstance(v, decimal.Decimal): return float(v)
    if isinstance(v,(datetime.date,datetime.time)): return v.isoformat()
    if dataclasses.is_dataclass(v):
        out={f.name: plain(getattr(v,f.name)) for f in dataclasses.fields(v) if not f.name.startswith('_')}
        return {k:x for k,x in out.items() if x is not None}
    if hasattr(v,'__dict__') and not isinstance(v,(str,int,float,bool,type)):
        return {k:plain(x) for k,x in vars(v).items() if not k.startswith('_') and x is not None}
    if isinstance(v,dict): return {str(k):plain(x) for k,x in v.items()}
    if isinstance(v,(list,tuple,set)): return [plain(x) for x in v]
    return v
json.dump(plain(providers),sys.stdout)
