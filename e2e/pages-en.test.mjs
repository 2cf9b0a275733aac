// Every page in English. What is asked of a page in whichever language stands with the Dutch ones.
import { look } from "./lib/look.mjs";

look("en");
