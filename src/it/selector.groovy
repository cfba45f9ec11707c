// Skips a project, with a line on the console, where the JDK that it is to run on is not installed. Maven finds JDKs by itself,
// and in the user's toolchains.xml.
def lists = [new File(jdks), new File(System.getProperty('user.home'), '.m2/toolchains.xml')]
if (!lists.any { it.exists() && it.text =~ /<version>${jdk}\D/ }) {
    System.out.println("[WARNING] This project is skipped, since no JDK ${jdk} is installed:")
    return false
}
return true
