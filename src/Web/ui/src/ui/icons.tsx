import SvgIcon, { type SvgIconProps } from '@mui/material/SvgIcon';
import type { ReactNode } from 'react';

/** Line icons on a 24 px grid, drawn for this product: an icon package would be larger than the rest of the interface. */
function line(children: ReactNode) {
  return function Icon(props: SvgIconProps) {
    return (
      <SvgIcon fontSize="small" {...props}>
        <g fill="none" stroke="currentColor" strokeWidth={1.8} strokeLinecap="round" strokeLinejoin="round">{children}</g>
      </SvgIcon>
    );
  };
}

export const SearchIcon = line(<><circle cx="11" cy="11" r="6.5" /><path d="m16 16 4.5 4.5" /></>);
export const SunIcon = line(<><circle cx="12" cy="12" r="4" /><path d="M12 3v1.5M12 19.5V21M3 12h1.5M19.5 12H21M5.6 5.6l1.1 1.1M17.3 17.3l1.1 1.1M5.6 18.4l1.1-1.1M17.3 6.7l1.1-1.1" /></>);
export const MoonIcon = line(<path d="M20 14.5A8 8 0 0 1 9.5 4a8 8 0 1 0 10.5 10.5Z" />);
export const SystemIcon = line(<><rect x="3.5" y="5" width="17" height="11" rx="1.5" /><path d="M9 20h6M12 16v4" /></>);
export const GlobeIcon = line(<><circle cx="12" cy="12" r="8.5" /><path d="M3.5 12h17M12 3.5c2.6 2.4 3.8 5.2 3.8 8.5s-1.2 6.1-3.8 8.5c-2.6-2.4-3.8-5.2-3.8-8.5s1.2-6.1 3.8-8.5Z" /></>);
export const PauseIcon = line(<path d="M9 6v12M15 6v12" />);
export const PlayIcon = line(<path d="M8 5.5v13l10.5-6.5Z" />);
export const HelpIcon = line(<><circle cx="12" cy="12" r="8.5" /><path d="M9.7 9.5a2.4 2.4 0 1 1 3.5 2.1c-.8.4-1.2 1-1.2 1.9M12 16.6v.1" /></>);
export const InfoIcon = line(<><circle cx="12" cy="12" r="8.5" /><path d="M12 11v5M12 8.2v.1" /></>);
export const PrintIcon = line(<><path d="M7 9V4h10v5M7 17H4.5v-6a2 2 0 0 1 2-2h11a2 2 0 0 1 2 2v6H17" /><path d="M7 14h10v6H7Z" /></>);
export const ChevronRightIcon = line(<path d="m9.5 6 6 6-6 6" />);
export const ChevronDownIcon = line(<path d="m6 9.5 6 6 6-6" />);
export const CloseIcon = line(<path d="m6 6 12 12M18 6 6 18" />);
export const CheckIcon = line(<path d="m5 12.5 4.5 4.5L19 7.5" />);
export const DownloadIcon = line(<path d="M12 4v11m-4.5-4.5L12 15l4.5-4.5M5 19.5h14" />);
export const UploadIcon = line(<path d="M12 15V4m-4.5 4.5L12 4l4.5 4.5M5 19.5h14" />);
export const EditIcon = line(<path d="M4.5 19.5 5.5 15 15.8 4.7a1.5 1.5 0 0 1 2.1 0l1.4 1.4a1.5 1.5 0 0 1 0 2.1L9 18.5Z" />);
export const RemoveIcon = line(<path d="M5 7h14M10 7V4.5h4V7M7 7l.8 12h8.4L17 7M10.5 10.5v5M13.5 10.5v5" />);
export const BackIcon = line(<path d="m11 6-6 6 6 6M5 12h14" />);
export const CopyIcon = line(<><rect x="8.5" y="8.5" width="11" height="11" rx="1.5" /><path d="M15.5 8.5V6A1.5 1.5 0 0 0 14 4.5H6A1.5 1.5 0 0 0 4.5 6v8A1.5 1.5 0 0 0 6 15.5h2.5" /></>);
export const CriticalIcon = line(<><path d="M12 3.2 20.8 12 12 20.8 3.2 12Z" /><path d="M12 8.5v4M12 15.3v.1" /></>);
export const HighIcon = line(<><path d="M12 4.2 21 19.5H3Z" /><path d="M12 10v4M12 16.7v.1" /></>);
export const MediumIcon = line(<><circle cx="12" cy="12" r="8.5" /><path d="M12 8v4.5M12 15.7v.1" /></>);
export const LowIcon = InfoIcon;
export const ReadIcon = line(<><path d="M19.5 12a7.5 7.5 0 1 1-2.2-5.3" /><path d="M19.5 4v4h-4" /></>);
export const MoreIcon = line(<><circle cx="5.5" cy="12" r="1" /><circle cx="12" cy="12" r="1" /><circle cx="18.5" cy="12" r="1" /></>);
export const PlusIcon = line(<path d="M12 5.5v13M5.5 12h13" />);
export const UpIcon = line(<path d="m6.5 12 5.5-6 5.5 6M12 6v12.5" />);
export const DownIcon = line(<path d="m6.5 12.5 5.5 6 5.5-6M12 18.5V6" />);
export const PersonIcon = line(<><circle cx="12" cy="8.5" r="3.8" /><path d="M4.5 20c.9-3.6 3.9-5.5 7.5-5.5s6.6 1.9 7.5 5.5" /></>);
export const EyeIcon = line(<><path d="M2.8 12C5 8.2 8.2 6.2 12 6.2s7 2 9.2 5.8c-2.2 3.8-5.4 5.8-9.2 5.8S5 15.8 2.8 12Z" /><circle cx="12" cy="12" r="2.6" /></>);
export const EyeOffIcon = line(<><path d="M2.8 12C5 8.2 8.2 6.2 12 6.2s7 2 9.2 5.8c-2.2 3.8-5.4 5.8-9.2 5.8S5 15.8 2.8 12Z" /><path d="m4.5 19.5 15-15" /></>);
export const SlidersIcon = line(<><path d="M4 8h9M17 8h3M4 16h3M11 16h9" /><circle cx="15" cy="8" r="2" /><circle cx="9" cy="16" r="2" /></>);
export const KeyIcon = line(<><circle cx="8" cy="15.5" r="4" /><path d="m11 12.5 8-8M16 7.5l2.5 2.5M13.5 10l2 2" /></>);
