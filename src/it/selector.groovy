// Skips a project, with a line on the console, where the JDK that it is to run on is not installed.
if (!(new File(jdks).text =~ /<version>${jdk}\D/)) {
    System.out.println("[WARNING] This project is skipped, since no JDK ${jdk} is installed:")
    return false
}
return true
