/** The looks of the senior's screen, in the order in which they build on each other. */
import '@fontsource-variable/noto-sans-sc/index.css';
import './tokens.css';
import './shell.css';
import './stage.css';
import './art.css';
import './face.css';
import './work.css';
import './list.css';
import './pad.css';
import './sign.css';
import './dock.css';
