import { account } from "./account";
import { blocked } from "./blocked";
import { customers } from "./customers";
import { draft } from "./draft";
import { due } from "./due";
import { copy, filter, search, secret, thing } from "./find";
import { navigation, room } from "./frame";
import { home, maintenance, notice, status } from "./home";
import { issue } from "./issue";
import { manual } from "./manual";
import { number } from "./number";
import { print } from "./print";
import { register } from "./register";
import { renew } from "./renew";
import { reports } from "./reports";
import { scan } from "./scan";
import { settings } from "./settings";
import { signIn } from "./signin";
import { standing } from "./standing";

/** Every sentence of the window in Japanese. `en` has the same, or does not compile. */
export const ja = {
  room,
  navigation,
  search,
  thing,
  filter,
  copy,
  secret,
  scan,
  number,
  issue,
  print,
  home,
  maintenance,
  draft,
  due,
  reports,
  status,
  notice,
  signIn,
  renew,
  settings,
  customers,
  blocked,
  account,
  register,
  manual,
  standing,
};
