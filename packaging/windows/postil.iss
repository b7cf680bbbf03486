; Inno Setup script: makes the installer from PyInstaller's folder. Untested: no Windows was at hand.
;
;   python packaging\package.py --fast
;   iscc /DVersion=0.1.0 packaging\windows\postil.iss
;
; It installs for one user without asking for rights, and leaves settings and cache alone when it goes.
#ifndef Version
  #error Give the version: iscc /DVersion=...
#endif

[Setup]
AppId={{6E0C1C53-6B5E-4C3B-9D43-2C1D1C6F3F35}
AppName=Postil
AppVersion={#Version}
AppPublisher=The Postil authors
DefaultDirName={autopf}\Postil
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
LicenseFile=..\..\LICENSE
OutputDir=..\..\build\package\out
OutputBaseFilename=Postil-{#Version}-setup
SetupIconFile=..\..\build\package\postil.ico
UninstallDisplayIcon={app}\postil.exe
Compression=lzma2
SolidCompression=yes
ChangesAssociations=yes
WizardStyle=modern

[Files]
Source: "..\..\build\package\dist\postil\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[Icons]
Name: "{autoprograms}\Postil"; Filename: "{app}\postil.exe"

[Registry]
; Postil is offered for notes; it does not take them over.
Root: HKA; Subkey: "Software\Classes\Postil.Note"; ValueType: string; ValueData: "Note"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Postil.Note\shell\open\command"; ValueType: string; ValueData: """{app}\postil.exe"" ""%1"""
Root: HKA; Subkey: "Software\Classes\.md\OpenWithProgids"; ValueType: string; ValueName: "Postil.Note"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\.markdown\OpenWithProgids"; ValueType: string; ValueName: "Postil.Note"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\.txt\OpenWithProgids"; ValueType: string; ValueName: "Postil.Note"; Flags: uninsdeletevalue

[Run]
Filename: "{app}\postil.exe"; Description: "{cm:LaunchProgram,Postil}"; Flags: nowait postinstall skipifsilent
