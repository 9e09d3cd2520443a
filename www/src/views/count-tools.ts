/** What stands below the text in Count. It comes after the first count, which must not wait for it. */
import "./count-chat.js";
import "./count-cut.js";
import "./count-files.js";
