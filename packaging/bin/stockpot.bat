@echo off
rem Starts Stockpot with a JDK 17 or newer: the one of JAVA_HOME, else the first in PATH.
setlocal enabledelayedexpansion
set "home=%~dp0.."
if defined JAVA_HOME (
    set "java=%JAVA_HOME%\bin\java.exe"
    if not exist "!java!" (
        echo stockpot: JAVA_HOME is %JAVA_HOME%, but there is no bin\java.exe in it; let it name a JDK 17 or newer, or unset it. 1>&2
        exit /b 2
    )
) else (
    set "java=java.exe"
    where java.exe >nul 2>nul || (
        echo stockpot: no Java found: install a JDK 17 or newer, or let JAVA_HOME name one. 1>&2
        exit /b 2
    )
)
set major=0
for /f "tokens=3" %%v in ('"!java!" -version 2^>^&1 ^| findstr /c:" version "') do (
    for /f "delims=.-+ tokens=1" %%m in ("%%~v") do set "major=%%m"
)
if !major! lss 17 (
    echo stockpot: !java! is too old or says no version, Stockpot needs 17 or newer; let JAVA_HOME name a newer one. 1>&2
    exit /b 2
)
set "native="
if !major! geq 22 set "native=--enable-native-access=ALL-UNNAMED"
if not defined OMP_WAIT_POLICY set "OMP_WAIT_POLICY=passive"
"!java!" !native! -Dai.djl.offline=true "-Dstockpot.home=%home%" %STOCKPOT_JAVA_OPTS% -cp "%home%\lib\*" org.stockpot.Main %*
exit /b !errorlevel!
