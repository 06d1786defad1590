/** What lies over the screen: dialogs, side sheets, menus, popovers. */
export { Confirm } from './Confirm'
export { Dialog } from './Dialog'
export { Menu, type MenuItem } from './Menu'
export { Popover } from './Popover'
