; Inno Setup script for Windows, written and not run yet: see packaging/README.md.
; Run where build\package\ordonnancier was made by PyInstaller:  iscc packaging\windows\ordonnancier.iss
#define Version "0.1.0"

[Setup]
AppId={{6B0E8C1B-6C0B-4E57-9C1F-0E2B4E7A6D11}
AppName=Ordonnancier
AppVersion={#Version}
AppPublisher=The Ordonnancier authors
DefaultDirName={autopf}\Ordonnancier
DefaultGroupName=Ordonnancier
LicenseFile=..\..\LICENSE
OutputDir=..\..\build\package
OutputBaseFilename=ordonnancier-{#Version}-setup
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
ChangesAssociations=yes
PrivilegesRequiredOverridesAllowed=dialog

[Languages]
Name: "fr"; MessagesFile: "compiler:Languages\French.isl"
Name: "en"; MessagesFile: "compiler:Default.isl"

[Files]
Source: "..\..\build\package\ordonnancier\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[Icons]
Name: "{group}\Ordonnancier"; Filename: "{app}\ordonnancier-app.exe"
Name: "{autodesktop}\Ordonnancier"; Filename: "{app}\ordonnancier-app.exe"

[Registry]
Root: HKA; Subkey: "Software\Classes\.ordonnancier"; ValueType: string; ValueData: "Ordonnancier.Register"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\Ordonnancier.Register\shell\open\command"; ValueType: string; ValueData: """{app}\ordonnancier-app.exe"" ""%1"""; Flags: uninsdeletekey

; The register, its keys and its backups are the user's: uninstalling leaves them.
