/** A vocabulary for the class `Tiktoken`. The other encodings' modules are made of this one. */
import { ranksOf } from "../tiktoken.js";
import source from "../../../encodings/o200k_base.js";

export default ranksOf(source);
