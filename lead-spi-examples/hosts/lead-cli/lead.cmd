@echo off
rem SPDX-License-Identifier: Apache-2.0
rem The lead command for Windows. Builds its jar with Maven on first use; needs a JDK 17 or later.
rem It is not tested by the build, which runs on Linux: please report what does not work.
setlocal
set "home=%~dp0"
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"

call :find
if not defined cli (
  echo lead: building for the first time; this takes about a minute 1>&2
  pushd "%home%..\..\.."
  call mvn -q -B -ntp -pl lead-spi-examples/hosts/lead-cli -am -Dmaven.test.skip -Dspotless.check.skip package 1>&2
  if errorlevel 1 (
    popd
    echo lead: the build failed 1>&2
    exit /b 1
  )
  popd
  call :find
)
if not defined cli (
  echo lead: the build left no jar in %home%target 1>&2
  exit /b 1
)
if not defined LEAD_JAVA_OPTIONS set "LEAD_JAVA_OPTIONS=-XX:TieredStopAtLevel=1"
"%java%" -XX:+UseSerialGC -Xshare:auto %LEAD_JAVA_OPTIONS% -jar "%cli%" %*
exit /b %errorlevel%

:find
set "cli="
for %%f in ("%home%target\lead-cli-*-cli.jar") do set "cli=%%~f"
exit /b 0
