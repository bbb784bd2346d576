import UsherCore
import GRDB
