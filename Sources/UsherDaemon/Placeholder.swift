import Configuration
import NIOPosix
import ServiceLifecycle
import Yams
import Crypto
